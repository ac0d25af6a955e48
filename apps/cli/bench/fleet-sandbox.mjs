import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openSandbox } from "@mosaicstack/systemd-sandbox";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const program = fileURLToPath(new URL("../bin/mosaic-fleet.js", import.meta.url));
const SOCKET = "mosaic-fleet";
const DEADLINE_MS = 900_000;

/**
 * A sandbox whose home has a roster of so many agents (`sleep 1000000`, or `command` of a name), for either supervisor; nothing runs yet. Its
 * `run` is a command inside, `fleet` one of ours; both throw unless it ends well.
 */
export async function openFleetSandbox(count, supervisor, agents = {}) {
  const sandbox = await openSandbox({ keep: [root], deadlineMs: 120_000 });
  const run = async (file, ...args) =>
    (await sandbox.exec(file, args, { reject: true, deadlineMs: DEADLINE_MS })).stdout;
  const fleet = async (...argv) => await run(process.execPath, program, ...argv);
  const config = join(sandbox.home, ".config/mosaic/fleet");
  mkdirSync(config, { recursive: true, mode: 0o700 });
  writeFileSync(join(config, "roster.yaml"), roster(count, agents), { mode: 0o600 });
  return {
    sandbox,
    count,
    supervisor,
    run,
    fleet,
    up: async () => void (await fleet("--supervisor", supervisor, "--quiet", "up")),
    down: async () => void (await fleet("--yes", "--quiet", "down")),
    tmux: async (...argv) => await run("tmux", "-L", SOCKET, ...argv),
  };
}

function roster(count, { command = () => ["sleep", "1000000"], defaults = {} }) {
  const agents = Array.from({ length: count }, (_, at) => `agent-${at}`).map(
    (name) =>
      `  - { name: ${name}, runtime: command, command: ${JSON.stringify(command(name))} }\n`,
  );
  // Each value as JSON, which is YAML too
  const all = { restart: { delay: "100ms" }, ...defaults };
  return `version: 1\nname: bench\nsocket_name: ${SOCKET}\ndefaults: ${JSON.stringify(all)}\nagents:\n${agents.join("")}`;
}

export const isAgent = ({ command, state }) => state !== "Z" && /^\S*sleep 1000000$/.test(command);

/** The agents that run now. */
export const agentsOf = ({ sandbox }) => sandbox.processes().filter(isAgent);

/** Waits until so many agents run that `wanted` takes, and gives them. */
export async function agentsRunning(opened, { count = opened.count, wanted = () => true } = {}) {
  const end = performance.now() + DEADLINE_MS;
  while (performance.now() < end) {
    const found = agentsOf(opened).filter(wanted);
    if (found.length === count) return found;
    await sleep(20);
  }
  throw new Error(`waited for ${count} agents in vain`);
}

/** Waits until so many agents run and no process has come or gone for a second, and gives who is there. */
export async function atRest(opened, count = opened.count) {
  const end = performance.now() + DEADLINE_MS;
  let last = "";
  while (performance.now() < end) {
    const all = opened.sandbox.processes();
    const pids = all.map(({ pid }) => pid).join();
    if (all.filter(isAgent).length === count && pids === last) return all;
    last = pids;
    await sleep(1000);
  }
  throw new Error(`waited for ${count} agents at rest in vain`);
}

/** Runs `measure` with a sandbox for each of the counts, and closes them. */
export async function inFleets(counts, supervisor, measure) {
  const opened = [];
  try {
    for (const count of counts) opened.push(await openFleetSandbox(count, supervisor));
    await measure(opened);
  } finally {
    await Promise.all(opened.map(({ sandbox }) => sandbox.close()));
  }
}
