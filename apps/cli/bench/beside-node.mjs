// Makes a fleet of 100 agents where it is started, under the supervisor that is named first, and measures: `node beside-node.mjs tmux`.
// All take turns, so that other load on the machine falls on each. A ratio is one of processor time, over all rounds: how long a busy
// machine lets somebody wait says little of the program. Its caller cleans up.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { interleave } from "../../../tools/bench/measure/interleave.mjs";
import { ownTime, timeCommand } from "../../../tools/bench/measure/processor-time.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";

const AGENTS = sized(100, 10);
const ROUNDS = rounds(21, 5);
/** Beyond the reads: systemd is asked for more than tmux is. */
const LIMIT = process.argv[2] === "systemd" ? 17 : 6;
/** These look whether each agent's program is there as well. */
const LIMIT_OF_PLANS = process.argv[2] === "systemd" ? 23 : 7.5;

const [supervisor, beside] = process.argv.slice(2);
const { HOME, XDG_RUNTIME_DIR } = process.env;
const program = fileURLToPath(new URL("../bin/mosaic-fleet.js", import.meta.url));
const roster = join(HOME, ".config/mosaic/fleet/roster.yaml");
const names = Array.from({ length: AGENTS }, (_, at) => `agent-${at}`);
const command = (...argv) => ({ run: () => timeCommand([process.execPath, ...argv]).processor });
const fleet = (...argv) => command(program, ...argv);

/** `limit`: times as long as an empty program; `beyond`: what it has to read comes on top. */
const KINDS = {
  "node -e 0": command("-e", "0"),
  "the reads alone": { run: readAll },
  "--version": { ...fleet("--version"), limit: 1.25 },
  "--help": { ...fleet("--help"), limit: 1.25 },
  status: { ...fleet("status"), limit: LIMIT, beyond: true },
  "status --json": { ...fleet("status", "--json"), limit: LIMIT, beyond: true },
  plan: { ...fleet("plan"), limit: LIMIT_OF_PLANS, beyond: true },
  "apply, nothing to do": { ...fleet("apply"), limit: LIMIT_OF_PLANS, beyond: true },
  "up, nothing to do": { ...fleet("up", "--json"), limit: LIMIT_OF_PLANS, beyond: true },
  ...(beside && { "status, the other build": { ...command(beside, "status"), beyond: true } }),
};

makeFleet();
const reads = readsOfStatus();
tellAll(await interleave(KINDS, ROUNDS, { warm: 2 }));

function makeFleet() {
  mkdirSync(join(roster, ".."), { recursive: true, mode: 0o700 });
  const agents = names.map(
    (name, at) => `  - name: ${name} # number ${at}
    runtime: command
    command: [sleep, "1000000"]
    env: { LANG: C.UTF-8, NUMBER: "${at}" }
    limits: { memory_max: 4G, tasks_max: 512, cpu_weight: 50 }
    restart: { policy: always, delay: 5s, max_delay: 5m, burst: 10 }
    tags: [builders, group-${at % 10}]
`,
  );
  const top = "version: 1\nname: bench\nsocket_name: mosaic-fleet\nagents:\n";
  writeFileSync(roster, top + agents.join(""), { mode: 0o600 });
  const argv = [program, "--supervisor", supervisor, "--quiet", "up"];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8" });
  if (status !== 0) throw new Error(`no fleet: ${status}\n${stdout.slice(-2000)}\n${stderr}`);
}

/** What a status cannot be without: one list of tmux's, under systemd one of its, the roster, and some files of each agent. */
function readsOfStatus() {
  const state = join(HOME, ".local/state/mosaic/fleet");
  const run = join(XDG_RUNTIME_DIR, "mosaic-fleet");
  const files = names.flatMap((name) => [
    join(state, "sessions/mosaic-fleet", name),
    join(state, "started/mosaic-fleet", name),
    join(run, "channels/mosaic-fleet", name, "activity"),
    // These two are not there, and that has to be seen.
    join(state, "stopped/mosaic-fleet", name),
    join(HOME, ".config/mosaic/fleet/agents", `${name}.env`),
  ]);
  const fields =
    "#{session_name}:#{session_attached}:#{pane_id}:#{pane_pid}:#{pane_dead}:#{pane_title}:#{window_activity}";
  const processes = [["tmux", "-L", "mosaic-fleet", "list-panes", "-a", "-F", fields]];
  if (supervisor === "systemd") {
    const units = names.map((name) => `mosaic-agent@${name}.service`);
    const properties = "Id,ActiveState,StateChangeTimestamp,NRestarts,MemoryCurrent,ControlGroup";
    processes.push(["systemctl", "--user", "show", "--all", `--property=${properties}`, ...units]);
    const units50 = units.map((unit) => `.config/systemd/user/${unit}.d/50-roster.conf`);
    files.push(...units50.map((path) => join(HOME, path)));
  }
  return { files: [roster, ...files], processes };
}

function readAll() {
  const before = ownTime();
  for (const argv of reads.processes) timeCommand(argv);
  for (const file of reads.files) {
    try {
      readFileSync(file);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
  return ownTime() - before;
}

/** Processor time is told in ticks of 10 ms: a ratio is one of sums. */
function tellAll(figures) {
  const total = (name) => figures[name].reduce((all, each) => all + each, 0);
  const [empty, raw] = [total("node -e 0"), total("the reads alone")];
  for (const [name, { limit, beyond }] of Object.entries(KINDS))
    tell({
      name: `${name}, ${AGENTS} agents under ${supervisor}`,
      unit: "ms of processor",
      figures: figures[name],
      ratio: (total(name) - (beyond ? raw : 0)) / empty,
      limit,
      note: beyond ? "ratio to `node -e 0`, beyond the reads" : "ratio to `node -e 0`",
    });
}
