// What a look at 100 and at 1,000 running agents costs, and `up` with nothing to do, beside a Node program that only reads what cannot be left
// out: one list of tmux's, under systemd one of its, the roster, and some files of each agent. In turn, by the processor time of the whole
// sandbox, so that what a tmux server or a manager does for it counts.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { cgroupTime } from "../../../tools/bench/measure/processor-time.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";
import { atRest, inFleets } from "./fleet-sandbox.mjs";

const program = fileURLToPath(new URL("../bin/mosaic-fleet.js", import.meta.url));
const [SMALL, LARGE] = sized([100, 1000], [10, 20]);
const LIMITS = { [SMALL]: { status: 2, up: 3, version: 1.2, help: 1.2 }, [LARGE]: { status: 5 } };
const NAMES = {
  status: "`status --json`",
  up: "`up` with nothing to do",
  version: "`--version`",
  help: "`--help`",
};

for (const supervisor of ["tmux", "systemd"])
  await inFleets([SMALL, LARGE], supervisor, async (fleets) => {
    for (const opened of fleets) await tellLooks(opened);
  });

async function tellLooks(opened) {
  const { count, supervisor, sandbox } = opened;
  await opened.up();
  await atRest(opened);
  const node = (...argv) => ({
    async run() {
      const before = cgroupTime(sandbox.cgroup);
      await opened.run(process.execPath, ...argv);
      return cgroupTime(sandbox.cgroup) - before;
    },
  });
  const ways = {
    empty: node("-e", "0"),
    reads: node("-e", reads(opened)),
    status: node(program, "status", "--json"),
    up: node(program, "--quiet", "up"),
    version: node(program, "--version"),
    help: node(program, "--help"),
  };
  const wanted = ["empty", "reads", ...Object.keys(LIMITS[count])];
  const chosen = Object.fromEntries(wanted.map((name) => [name, ways[name]]));
  const figures = await interleave(chosen, rounds(21, 5), { warm: 2 });
  for (const [what, limit] of Object.entries(LIMITS[count])) {
    const base = what === "version" || what === "help" ? "empty" : "reads";
    tell({
      name: `${NAMES[what]}, ${count} agents, ${supervisor}`,
      unit: "ms of processor",
      figures: figures[what],
      beside: {
        name: `\`node -e\` ${base === "empty" ? "0" : "of the reads"}`,
        figures: figures[base],
      },
      limit,
    });
  }
  await opened.down();
}

/** A program of the bare reads. */
function reads({ count, supervisor, sandbox }) {
  const names = Array.from({ length: count }, (_, at) => `agent-${at}`);
  const home = (path) => join(sandbox.home, path);
  const run = join(sandbox.runtimeDirectory, "mosaic-fleet");
  const files = names.flatMap((name) => [
    home(`.local/state/mosaic/fleet/sessions/mosaic-fleet/${name}`),
    home(`.local/state/mosaic/fleet/started/mosaic-fleet/${name}`),
    join(run, "channels/mosaic-fleet", name, "activity"),
    // These two are not there, and that has to be seen.
    home(`.local/state/mosaic/fleet/stopped/mosaic-fleet/${name}`),
    home(`.config/mosaic/fleet/agents/${name}.env`),
  ]);
  const fields =
    "#{session_name}:#{session_attached}:#{pane_id}:#{pane_pid}:#{pane_dead}:#{pane_title}:#{window_activity}";
  const commands = [["tmux", "-L", "mosaic-fleet", "list-panes", "-a", "-F", fields]];
  if (supervisor === "systemd") {
    const properties = "Id,ActiveState,StateChangeTimestamp,NRestarts,MemoryCurrent,ControlGroup";
    const units = names.map((name) => `mosaic-agent@${name}.service`);
    commands.push(["systemctl", "--user", "show", "--all", `--property=${properties}`, ...units]);
    files.push(...units.map((unit) => home(`.config/systemd/user/${unit}.d/50-roster.conf`)));
  }
  files.push(home(".config/mosaic/fleet/roster.yaml"));
  return `const { spawnSync } = require("node:child_process"); const { readFileSync } = require("node:fs");
    for (const [file, ...argv] of ${JSON.stringify(commands)}) {
      const { status } = spawnSync(file, argv, { maxBuffer: 1 << 26 });
      if (status !== 0) throw new Error(file + " ended with " + status);
    }
    for (const file of ${JSON.stringify(files)})
      try { readFileSync(file); } catch (error) { if (error.code !== "ENOENT") throw error; }`;
}
