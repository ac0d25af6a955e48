// Makes a fleet of 100 agents where it is started, under the supervisor that is named first, and measures: `node beside-node.mjs tmux`.
// All take turns, so that other load on the machine falls on each. A ratio is one of processor time, over all rounds: how long a busy
// machine lets somebody wait says little of the program. Its caller cleans up.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const AGENTS = 100;
const ROUNDS = 21;
const WARM = 2;
/** Beyond the reads: systemd is asked for more than tmux is. */
const LIMIT = process.argv[2] === "systemd" ? 17 : 6;
/** These look whether each agent's program is there as well. */
const LIMIT_OF_PLANS = process.argv[2] === "systemd" ? 23 : 7.5;

const [supervisor, beside] = process.argv.slice(2);
const { HOME, XDG_RUNTIME_DIR } = process.env;
const program = fileURLToPath(new URL("../bin/mosaic-fleet.js", import.meta.url));
const roster = join(HOME, ".config/mosaic/fleet/roster.yaml");
const names = Array.from({ length: AGENTS }, (_, at) => `agent-${at}`);
const fleet = (...argv) => [process.execPath, program, ...argv];

/** `limit`: times as long as an empty program; `reads`: what it has to read comes on top. */
const kinds = [
  { name: "node -e 0", run: [process.execPath, "-e", "0"] },
  { name: "the reads alone" },
  { name: "--version", run: fleet("--version"), limit: 1.25 },
  { name: "--help", run: fleet("--help"), limit: 1.25 },
  { name: "status", run: fleet("status"), limit: LIMIT, reads: true },
  { name: "status --json", run: fleet("status", "--json"), limit: LIMIT, reads: true },
  { name: "plan", run: fleet("plan"), limit: LIMIT_OF_PLANS, reads: true },
  // With nothing to do
  { name: "apply", run: fleet("apply"), limit: LIMIT_OF_PLANS, reads: true },
  { name: "up", run: fleet("up", "--json"), limit: LIMIT_OF_PLANS, reads: true },
  ...(beside === undefined
    ? []
    : [{ name: "status, the other", run: [process.execPath, beside, "status"], reads: true }]),
];

makeFleet();
const reads = readsOfStatus();
show(await measure());

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
  const [file, ...argv] = fleet("--supervisor", supervisor, "--quiet", "up");
  const { status, stdout, stderr } = spawnSync(file, argv, { encoding: "utf8" });
  if (status !== 0) throw new Error(`no fleet: ${status}\n${stdout.slice(-2000)}\n${stderr}`);
}

async function measure() {
  const seen = new Map(kinds.map(({ name }) => [name, { times: [], cpu: 0 }]));
  for (let round = 0; round < ROUNDS + WARM; round++) {
    for (const { name, run } of round % 2 === 0 ? kinds : kinds.toReversed()) {
      const [began, before] = [performance.now(), cpuUsed(run === undefined)];
      await (run === undefined ? readAll() : ended(run));
      if (round < WARM) continue;
      const own = seen.get(name);
      own.times.push(performance.now() - began);
      own.cpu += cpuUsed(run === undefined) - before;
    }
  }
  return seen;
}

/** Milliseconds of all processes that this one waited for (proc_pid_stat(5): in ticks of 10 ms), and of its own with `own`. */
function cpuUsed(own) {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
  const { user, system } = process.cpuUsage();
  return 10 * (Number(fields[13]) + Number(fields[14])) + (own ? (user + system) / 1000 : 0);
}

async function ended([file, ...argv]) {
  const child = spawn(file, argv, { stdio: ["ignore", "pipe", "ignore"] });
  child.stdout.resume();
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`\`${argv.join(" ")}\` ended with ${code}`);
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

async function readAll() {
  for (const argv of reads.processes) await ended(argv);
  for (const file of reads.files) {
    try {
      readFileSync(file);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
  }
}

function show(seen) {
  const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
  const [empty, raw] = kinds.map(({ name }) => seen.get(name).cpu);
  console.log(`${AGENTS} agents under ${supervisor}, ${ROUNDS} rounds:`);
  for (const { name, limit, reads: isOnTop } of kinds) {
    const { times, cpu } = seen.get(name);
    const ratio = (cpu - (isOnTop ? raw : 0)) / empty;
    const told = [
      `median ${median(times).toFixed(0).padStart(4)} ms`,
      `least ${Math.min(...times).toFixed(0)} ms`,
      `processor ${(cpu / ROUNDS).toFixed(0)} ms`,
      `ratio ${ratio.toFixed(2)}${isOnTop ? " beyond the reads" : ""}`,
      ...(limit === undefined ? [] : [`limit ${limit}`]),
    ];
    console.log(`  ${name.padEnd(18)} ${told.join(", ")}`);
    if (limit !== undefined && ratio > limit) process.exitCode = 1;
  }
}
