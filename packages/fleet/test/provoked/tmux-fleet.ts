import { appendFile, copyFile, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openTmux } from "@mosaicstack/tmux-client";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { expect } from "vitest";
import { openFleet } from "../../src/open-fleet.js";
import { fixFindings } from "../../src/doctor/fix.js";
import { noteShipped } from "../../src/files/shipped-note.js";
import { makeRepository } from "../repository.js";
import { canaries, pidOf } from "../scratch.js";
import type { Provocation, Provocations } from "./provocation.js";
import type { TmuxStage } from "./tmux-stage.js";

type Stage = TmuxStage;
const asBefore = async (stage: Stage): Promise<void> => await stage.asBefore();
const apply = async (stage: Stage): Promise<unknown> => await (await stage.fleet()).apply({});
const up = async (stage: Stage): Promise<unknown> => await (await stage.fleet()).up();

/** The roster says something else for a while. */
const withRoster = (change: (good: string) => string): Provocation<Stage> => ({
  provoke: async ({ roster, good }) => await writeFile(roster, change(good)),
  remedy: async (stage) => {
    await writeFile(stage.roster, stage.good);
    await stage.asBefore();
  },
});
const withEnvFile = (text: string): Provocation<Stage> => ({
  provoke: async (stage) => await stage.write(stage.paths.agentEnvironment("cod"), text),
  remedy: async ({ paths }) => await rm(paths.agentEnvironment("cod")),
});
/** A runtime whose program is this. */
const withRuntime = (body: string): Provocation<Stage> => {
  const { provoke, remedy } = withRoster(
    (good) => `${good}  - { name: other, runtime: codex, enabled: false, workdir: / }\n`,
  );
  return {
    provoke: async (stage) => {
      await provoke(stage);
      await stage.program("codex", body);
    },
    remedy,
  };
};
const socketOf = ({ env }: Stage): string =>
  join(env["TMUX_TMPDIR"] ?? "", `tmux-${process.getuid?.()}`, "mosaic-fleet");
const serverPid = async (stage: Stage): Promise<number> =>
  pidOf(await (await stage.fleet()).status());
const readPane = ({ paths }: Stage): string => join(paths.tools, "read-pane.sh");
let stopped = 0;

/** The roster, what is installed, agents and their server. */
export const fleetProvocations: Provocations<Stage> = {
  "roster-missing": {
    provoke: async ({ roster }) => await rename(roster, `${roster}.away`),
    remedy: async ({ roster }) => await rename(`${roster}.away`, roster),
  },
  "roster-invalid": withRoster(() => "agents: {"),
  fleet: {
    provoke: async (stage) => (stage.socket = "no/name"),
    remedy: asBefore,
  },
  "other-fleet": {
    provoke: async (stage) => {
      const roster = join(stage.scratch.root, "other.yaml");
      await writeFile(roster, canaries(["far"]).replaceAll("mosaic-fleet", "other-fleet"));
      await (await stage.fleet(roster)).up();
    },
    remedy: async (stage) =>
      await (await stage.fleet(join(stage.scratch.root, "other.yaml"))).down(),
  },
  "limits-unbound": withRoster((good) =>
    good.replace("- name: cod\n", "- name: cod\n    limits: { memory_max: 1G }\n"),
  ),
  "shipped-missing": {
    provoke: async ({ paths }) => await rm(paths.profile),
    remedy: apply,
  },
  "shipped-edited": {
    provoke: async (stage) => await appendFile(readPane(stage), "# mine\n"),
    remedy: apply,
  },
  "shipped-other-version": {
    provoke: async (stage) => {
      const path = readPane(stage);
      const text = `${await readFile(path, "utf8")}# of another version\n`;
      await writeFile(path, text);
      noteShipped(stage.paths, [{ path, text, mode: 0o700 }]);
    },
    remedy: apply,
  },
  "env-file": withEnvFile("export A=1\n"),
  "runtime-missing": withRoster((good) =>
    good.replace("start-agent-session.sh", "no-such-program"),
  ),
  "runtime-version": withRuntime("echo codex 1.2.3"),
  "runtime-version-unknown": withRuntime("exit 3"),
  "agent-override": withEnvFile("MOSAIC_AGENT_WORKDIR=/\n"),
  "workdir-missing": {
    provoke: async ({ workdir }) => await rmdir(workdir),
    remedy: async ({ workdir }) => await mkdir(workdir),
  },
  "server-not-answering": {
    provoke: async (stage) => {
      stopped = await serverPid(stage);
      process.kill(stopped, "SIGSTOP");
    },
    remedy: async () => process.kill(stopped, "SIGCONT"),
  },
  "server-socket-lost": {
    provoke: async (stage) => await rm(socketOf(stage)),
    remedy: async ({ roster, env }) =>
      await fixFindings({ roster, env, supervisor: "tmux" }, async () => true),
  },
  "server-socket-stale": {
    provoke: async (stage) => {
      const pid = await serverPid(stage);
      process.kill(pid, "SIGKILL");
      await waitFor(async () => (await (await stage.fleet()).status()).server.state === "absent", {
        what: "the server to be gone",
      });
    },
    remedy: up,
  },
  "server-version-skew": {
    provoke: async (stage) =>
      await stage.program(
        "tmux",
        `case $1 in -V) echo tmux 3.9 ;; *) echo "server exited unexpectedly" >&2; exit 1 ;; esac`,
        "skewed",
      ),
    remedy: asBefore,
  },
  "server-other-version": {
    provoke: async (stage) =>
      await stage.program(
        "tmux",
        `case $1 in -V) echo tmux 3.9 ;; *) exec ${stage.found("tmux")} "$@" ;; esac`,
        "newer",
      ),
    remedy: asBefore,
  },
  "server-replaced-files": {
    provoke: async (stage) => {
      const { env, root } = stage.scratch;
      const own = join(root, "replaced", "tmux");
      await mkdir(dirname(own));
      await copyFile(stage.found("tmux"), own);
      await (await stage.fleet()).down();
      const PATH = `${dirname(own)}:${env["PATH"]}`;
      const { roster } = stage;
      await (await openFleet({ roster, env: { ...env, PATH }, supervisor: "tmux" })).up();
      await copyFile(own, `${own}.new`);
      await rename(`${own}.new`, own);
    },
    remedy: async (stage) => {
      await (await stage.fleet()).down();
      await up(stage);
    },
  },
  "agent-lifecycle": {
    ...withRoster((good) => `${good}  - { name: late, workdir: / }\n`),
  },
  "agent-session": {
    provoke: async ({ env }) => await tmux(env).run(["rename-session", "-t", "=cod:", "other"]),
    remedy: up,
  },
  "agent-file": {
    provoke: async ({ paths }) => await writeFile(paths.sessionRecord("mosaic-fleet", "cod"), ""),
    remedy: async (stage) => await (await stage.fleet()).restart(["cod"]),
  },
  "agent-settings": {
    ...withRoster((good) => good.replace("--canary]", "--canary], args: [x]")),
    remedy: apply,
  },
  "agent-look": {
    provoke: async (stage) => await stage.write(join(channelOf(stage), "activity"), "nonsense"),
    remedy: async (stage) => await rm(join(channelOf(stage), "activity")),
  },
  "agent-channel": {
    provoke: async (stage) => await rm(join(channelOf(stage), "target")),
    remedy: async (stage) => {
      const fleet = await stage.fleet();
      await fleet.stop(["cod"]);
      await fleet.start(["cod"]);
    },
  },
  "agent-worktree": {
    provoke: async (stage) => {
      const { path } = makeRepository(stage.scratch.root);
      await writeFile(stage.roster, withTree(stage, path));
      await up(stage);
      const { agents } = await (await stage.fleet()).status();
      await rm(agents.find(({ name }) => name === "tree")?.worktree?.path ?? "", {
        recursive: true,
      });
    },
    remedy: async (stage) => {
      await up(stage);
      expect(await stage.look()).not.toContain("agent-worktree");
      await writeFile(stage.roster, stage.good);
      await (await stage.fleet()).apply({ prune: true });
    },
  },
  "orphan-session": {
    provoke: async (stage) => {
      const roster = join(stage.scratch.root, "beside.yaml");
      await writeFile(roster, canaries(["beside"]));
      await (await stage.fleet(roster)).up();
    },
    remedy: async (stage) =>
      await (await stage.fleet(join(stage.scratch.root, "beside.yaml"))).stop(["beside"]),
  },
};

/** And one with a worktree: without the defaults' workdir, which would win over it. */
function withTree({ good, workdir }: Stage, repository: string): string {
  const agents = good
    .replace(`, workdir: ${workdir}`, "")
    .replaceAll(/ {2}- name: .*\n/g, `$&    workdir: ${workdir}\n`);
  return `${agents}  - { name: tree, worktree: ${repository} }\n`;
}

function channelOf({ paths }: Stage): string {
  return paths.channel("mosaic-fleet", "cod").folder;
}

function tmux(env: Record<string, string>) {
  return openTmux({ socket: "mosaic-fleet" }, { env });
}
