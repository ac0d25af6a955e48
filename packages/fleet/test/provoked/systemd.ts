import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { canaries } from "../scratch.js";
import type { Provocation, Provocations } from "./provocation.js";
import type { SystemdStage } from "./systemd-stage.js";

type Stage = SystemdStage;
export const goodRoster = canaries(["cod", "coder"]).replace(
  "  - name: coder",
  "  - name: coder\n    command: [sh, -c, 'sleep 1000; exit']",
);

/** A drop-in of the person's, read or not. */
const withDropIn = (unit: string, text: string, reloads = true): Provocation<Stage> => {
  const file = ({ units }: Stage): string => join(units, `${unit}.d/60-mine.conf`);
  return {
    provoke: async (stage) => {
      await mkdir(dirname(file(stage)), { recursive: true });
      await writeFile(file(stage), text);
      if (reloads) await stage.fleet.systemctl("daemon-reload");
    },
    remedy: async (stage) => {
      await rm(file(stage));
      await stage.fleet.systemctl("daemon-reload");
    },
  };
};
/** A `systemctl` in front of the real one that says another version. */
const withSystemd = (version: number): Provocation<Stage> => ({
  before: async (stage) => await ofVersion(stage, 257),
  provoke: async (stage) => await ofVersion(stage, version),
  remedy: async (stage) => await ofVersion(stage, 257),
});
async function ofVersion(stage: Stage, version: number): Promise<void> {
  const folder = join(stage.home, `systemd-${version}`);
  await mkdir(folder, { recursive: true });
  const real = (await stage.sh("command -v systemctl")).trim();
  await writeFile(
    join(folder, "systemctl"),
    `#!/bin/sh\ncase " $* " in *" --property=Version,"*) ;; *) exec ${real} "$@" ;; esac\n` +
      `said=$(${real} "$@") || exit\nprintf '%s\\n' "$said" | sed 's/^Version=.*/Version=${version}/'\n`,
    { mode: 0o755 },
  );
  stage.env["PATH"] = `${folder}:${dirname(real)}:/usr/bin:/bin`;
}
async function restart({ fleet }: Stage, name: string): Promise<void> {
  await fleet.verb("stop", name);
  await fleet.verb("start", name);
}
const tmux = "tmux -L mosaic-fleet";

/** What only a user manager, or a machine of one's own, shows. */
export const systemdProvocations: Provocations<Stage> = {
  "supervisor-tmux": {
    provoke: async (stage) => {
      await writeFile(stage.fleet.roster, canaries(["far"]).replaceAll("mosaic-fleet", "far"));
      stage.supervisor = "tmux";
    },
    remedy: async (stage) => {
      await writeFile(stage.fleet.roster, goodRoster);
      stage.supervisor = "systemd";
    },
  },
  "runtime-folder-unset": {
    provoke: async (stage) => {
      await writeFile(stage.fleet.roster, canaries(["far"]).replaceAll("mosaic-fleet", "far"));
      stage.supervisor = "tmux";
      stage.env["XDG_RUNTIME_DIR"] = "";
    },
    remedy: async (stage) => {
      await writeFile(stage.fleet.roster, goodRoster);
      stage.supervisor = "systemd";
      stage.env = {};
    },
  },
  "systemd-version": withSystemd(248),
  "restart-delay-constant": withSystemd(253),
  "linger-off": {
    provoke: async (stage) => await stage.sh("rm /var/lib/systemd/linger/*"),
    remedy: async (stage) => await stage.linger(),
  },
  "user-bus-missing": {
    provoke: async (stage) => (stage.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/run/none"),
    remedy: async (stage) => (stage.env = {}),
  },
  "manager-environment": {
    provoke: async ({ fleet }) =>
      await fleet.systemctl("set-environment", "MOSAIC_AGENT_COMMAND=sleep"),
    remedy: async ({ fleet }) => await fleet.systemctl("unset-environment", "MOSAIC_AGENT_COMMAND"),
  },
  "limits-unbound": {
    provoke: async ({ fleet }) => {
      await writeFile(
        fleet.roster,
        goodRoster.replace("- name: cod\n", "- name: cod\n    limits: { memory_max: 1G }\n"),
      );
      await fleet.verb("apply");
    },
    remedy: async ({ fleet }) => {
      await writeFile(fleet.roster, goodRoster);
      await fleet.verb("apply");
    },
  },
  "unit-setting": withDropIn("mosaic-agent@cod.service", "[Service]\nPrivateTmp=yes\n"),
  "unit-needs-reload": withDropIn(
    "mosaic-agent@cod.service",
    "[Service]\nLimitNOFILE=2000\n",
    false,
  ),
  "unit-masked": {
    provoke: async ({ fleet }) =>
      await fleet.systemctl("mask", "--runtime", "mosaic-agent@cod.service"),
    remedy: async ({ fleet }) =>
      await fleet.systemctl("unmask", "--runtime", "mosaic-agent@cod.service"),
  },
  "unit-not-loadable": withDropIn("mosaic-agent@cod.service", "[Service]\nExecStart=\n"),
  "agent-drop-in": withDropIn("mosaic-agent@cod.service", "[Service]\nRestart=no\n"),
  "agent-link": {
    provoke: async ({ fleet }) => await fleet.systemctl("disable", "mosaic-agent@cod.service"),
    remedy: async ({ fleet }) => await fleet.verb("apply"),
  },
  "left-agent": {
    provoke: async ({ fleet }) => {
      await fleet.verb("stop", "coder");
      await writeFile(fleet.roster, canaries(["cod"]));
    },
    remedy: async ({ fleet }) => {
      await fleet.verb("apply", "prune");
      await writeFile(fleet.roster, goodRoster);
      await fleet.verb("start", "coder");
    },
  },
  "agent-cgroup": {
    provoke: async (stage) => {
      const [agent = 0] = await stage.childrenOf(await stage.paneOf("coder"));
      const home = await stage.fleet.show("mosaic-tmux-holder.service", "ControlGroup");
      await stage.sh(`echo ${agent} > /sys/fs/cgroup${home}/cgroup.procs`);
    },
    remedy: async (stage) => await restart(stage, "coder"),
  },
  "agent-children-outside": {
    provoke: async (stage) => {
      const [agent = 0] = await stage.childrenOf(await stage.paneOf("coder"));
      const [sleep = 0] = await stage.childrenOf(agent);
      await stage.moveToScope("own-doing.scope", sleep);
    },
    remedy: async (stage) => await restart(stage, "coder"),
  },
  "server-pane-scopes": {
    provoke: async (stage) =>
      await stage.moveToScope("tmux-spawn-1.scope", await stage.paneOf("cod")),
    remedy: async (stage) => await restart(stage, "cod"),
  },
  "server-not-held": {
    provoke: async (stage) => {
      await stage.fleet.systemctl("stop", "mosaic-fleet.target", "mosaic-tmux-holder.service");
      await waitFor(
        async () =>
          (await stage.fleet.show("mosaic-agent@cod.service", "ActiveState")) === "inactive",
        { what: "the agents to end" },
      );
      await stage.sh(`${tmux} new-session -d -s mine 'sleep 1000'`);
    },
    remedy: async (stage) => {
      await stage.sh(`${tmux} kill-server`);
      await stage.fleet.verb("up");
    },
  },
  "transcripts-large": {
    provoke: async (stage) =>
      await stage.sh(
        `mkdir -p ${dirname(transcript(stage, "transcript"))} && head -c 60000000 /dev/zero > ${transcript(stage, "transcript")}`,
      ),
    remedy: async (stage) => await stage.sh(`rm ${transcript(stage, "transcript")}`),
  },
  "disk-low": {
    provoke: async (stage) =>
      await stage.sh(`head -c 50000000 /dev/zero > ${join(stage.home, ".local/state/fill")}`),
    remedy: async (stage) => await stage.sh(`rm ${join(stage.home, ".local/state/fill")}`),
  },
};

/** Of an agent that is no more. */
function transcript({ home }: Stage, name: string): string {
  return join(home, ".local/state/mosaic/fleet/agents/mosaic-fleet/gone", name);
}
