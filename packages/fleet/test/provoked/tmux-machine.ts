import { chmod, mkdir, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fixFindings } from "../../src/doctor/fix.js";
import type { Provocation, Provocations } from "./provocation.js";
import type { TmuxStage } from "./tmux-stage.js";

type Stage = TmuxStage;
const asBefore = async (stage: Stage): Promise<void> => await stage.asBefore();
const onPath = (names: readonly string[]): Provocation<Stage> => ({
  provoke: async (stage) => await stage.onlyPrograms(names),
  remedy: asBefore,
});
const fix = async ({ roster, env }: Stage): Promise<unknown> =>
  await fixFindings({ roster, env, supervisor: "tmux" }, async () => true);
const socketFolder = ({ env }: Stage): string =>
  join(env["TMUX_TMPDIR"] ?? "", `tmux-${process.getuid?.()}`);

/** Programs, clock and folders. */
export const machineProvocations: Provocations<Stage> = {
  "tmux-missing": onPath([]),
  "tmux-version": {
    provoke: async (stage) => await stage.program("tmux", "echo tmux 3.1c", "old"),
    remedy: asBefore,
  },
  "flock-missing": onPath(["tmux"]),
  "program-missing": onPath(["tmux", "flock"]),
  "program-elsewhere": {
    provoke: async (stage) => {
      await stage.program("sleep", "exit 0", "own");
      const own = join(stage.scratch.root, "own");
      await stage.write(
        stage.paths.agentEnvironment("cod"),
        `MOSAIC_AGENT_COMMAND=sleep 1000\nPATH=${own}:/usr/bin:/bin\n`,
      );
      await stage.asBefore();
    },
    remedy: async ({ paths }) => await rm(paths.agentEnvironment("cod")),
  },
  "record-from-future": {
    provoke: async ({ paths }) =>
      await utimes(paths.sessionRecord("mosaic-fleet", "cod"), new Date(), inThreeHours()),
    remedy: async ({ paths }) =>
      await utimes(paths.sessionRecord("mosaic-fleet", "cod"), new Date(), new Date()),
  },
  "runtime-folder-missing": {
    provoke: async (stage) => (stage.env["XDG_RUNTIME_DIR"] = join(stage.scratch.root, "gone")),
    remedy: asBefore,
  },
  "runtime-folder-refused": {
    provoke: async ({ paths }) => {
      await rename(paths.runtime, `${paths.runtime}.away`);
      await symlink(`${paths.runtime}.away`, paths.runtime);
    },
    remedy: async ({ paths }) => {
      await rm(paths.runtime);
      await rename(`${paths.runtime}.away`, paths.runtime);
    },
  },
  "socket-folder-missing": {
    provoke: async (stage) => (stage.env["TMUX_TMPDIR"] = join(stage.scratch.root, "gone")),
    remedy: asBefore,
  },
  "socket-folder-refused": {
    provoke: async (stage) => {
      await stage.asBefore();
      await chmod(socketFolder(stage), 0o755);
    },
    remedy: fix,
  },
  "folder-not-writable": {
    provoke: async (stage) => {
      const file = join(stage.scratch.root, "file");
      await writeFile(file, "");
      stage.env["XDG_STATE_HOME"] = file;
    },
    remedy: asBefore,
  },
  "mode-too-wide": {
    provoke: async ({ paths }) => await chmod(paths.state, 0o755),
    remedy: fix,
  },
  "not-ours": {
    provoke: async ({ paths }) =>
      await mkdir(join(paths.state, "stopped", "mosaic-fleet", "cod"), { recursive: true }),
    remedy: async ({ paths }) =>
      await rm(join(paths.state, "stopped", "mosaic-fleet", "cod"), { recursive: true }),
  },
  "person-hook": {
    provoke: async (stage) => await stage.write(hook(stage), "#!/bin/sh\n", 0o644),
    remedy: async (stage) => await chmod(hook(stage), 0o755),
  },
  "channel-script-missing": {
    provoke: async ({ paths }) => await rm(join(paths.tools, "read-pane.sh")),
    remedy: async (stage) => await (await stage.fleet()).apply({}),
  },
  "script-not-executable": {
    provoke: async ({ paths }) => await chmod(paths.script, 0o600),
    remedy: fix,
  },
};

function inThreeHours(): Date {
  return new Date(Date.now() + 3 * 3_600_000);
}

function hook({ paths }: Stage): string {
  return join(dirname(paths.profile), "hooks", "idle");
}
