// Others at the same work, each by the best way that it offers, in a sandbox of its own; all take turns: 100 agents (`sleep`) started, their
// status, their stop; the memory of what stays beside each agent; and how soon all are back after a kill -9 of each.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { interleave, milliseconds } from "../../../tools/bench/measure/interleave.mjs";
import { pssOf } from "../../../tools/bench/measure/memory.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { cannot, tell } from "../../../tools/bench/measure/tell.mjs";
import { agentsOf, agentsRunning, atRest, isAgent, openFleetSandbox } from "./fleet-sandbox.mjs";
import { lacks, peers } from "./peers/all.mjs";

const COUNT = Number(process.env.BENCH_COUNT ?? sized(100, 5));
const NAMES = Array.from({ length: COUNT }, (_, at) => `agent-${at}`);
const MEASURES = {
  start: { title: `start of ${COUNT}, until all run` },
  told: { title: `start of ${COUNT}, until its command is over` },
  status: { title: `status of ${COUNT}` },
  stop: { title: `stop of ${COUNT}` },
  memory: { title: "memory (PSS) beside an agent", unit: "kB" },
  back: { title: `all ${COUNT} back after kill -9 of each` },
};

const sandboxes = [];
try {
  const ready = [];
  for (const peer of peers()) {
    const opened = await open(peer);
    if (opened.why === undefined) ready.push(opened);
    else cannot(peer.tool.title, opened.why);
  }
  const ways = ready.map((each) => [each.peer.name, { run: async () => await live(each) }]);
  // Each has had a life already, when it was opened.
  await interleave(Object.fromEntries(ways), rounds(3, 1), { warm: 0 });
  for (const what of Object.keys(MEASURES)) for (const each of ready) tellOne(what, each);
  for (const { calls } of ready) await calls.close();
} finally {
  await Promise.all(sandboxes.map(({ sandbox }) => sandbox.close()));
}

/** `before`: who is there without agents. A daemon that only lives with them counts as beside them. */
async function open(peer) {
  const { folder, why } = peer.tool;
  if (why !== undefined) return { why };
  const opened = await openFleetSandbox(COUNT, peer.supervisor ?? "tmux");
  sandboxes.push(opened);
  const before = new Set(opened.sandbox.processes().map(({ pid }) => pid));
  const { home } = opened.sandbox;
  const write = (name, text) => {
    writeFileSync(join(home, name), text);
    return join(home, name);
  };
  const run = async (file, argv, env = {}) =>
    await opened.run(
      "env",
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
      file,
      ...argv,
    );
  try {
    const calls = await peer.open({ folder, names: NAMES, home, run, write, opened });
    await calls.start();
    await agentsRunning(opened);
    await calls.stop();
    await agentsRunning(opened, { count: 0 });
    if (!peer.has.watcher) await serverGone(opened);
    const seen = Object.fromEntries(Object.keys(MEASURES).map((what) => [what, []]));
    return { peer, calls, opened, before, seen };
  } catch (error) {
    // Ours has to work.
    if (peer.supervisor !== undefined) throw error;
    // The command, with its paths, is no reason.
    const said = error.message.split("` ended with ").at(-1).trim().split("\n");
    return { why: `it did not work here: ${said[0].replaceAll(/\/\S*\//g, "…/").slice(0, 200)}` };
  }
}

/** One life: each measure once. */
async function live({ peer, calls, opened, before, seen }) {
  await start(calls, opened, seen);
  const beside = (await atRest(opened)).filter((each) => !before.has(each.pid) && !isAgent(each));
  seen.memory.push(pssOf(beside.map(({ outsidePid }) => outsidePid)) / COUNT);
  seen.status.push(
    await milliseconds(async () => {
      const found = await calls.status();
      if (found !== COUNT) throw new Error(`${peer.name} knows ${found} of ${COUNT}`);
    }),
  );
  if (peer.has.watcher) seen.back.push(await milliseconds(async () => await killAll(opened)));
  seen.stop.push(
    await milliseconds(async () => {
      await calls.stop();
      await agentsRunning(opened, { count: 0 });
    }),
  );
  if (!peer.has.watcher) await serverGone(opened);
}

/** When the last agent began, the kernel knows, so that nobody has to look for it meanwhile. Who is not there at the command's end is waited for. */
async function start(calls, opened, seen) {
  const began = uptime();
  const told = await milliseconds(calls.start);
  const isAll = agentsOf(opened).length === COUNT;
  const agents = await agentsRunning(opened);
  const last = isAll ? Math.max(...agents.map(({ startTime }) => 10 * startTime)) : uptime();
  seen.start.push(last - began);
  seen.told.push(told);
}

/** Milliseconds since the machine's start, as proc_pid_stat(5) counts a process' own start. */
const uptime = () => 1000 * Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]);

/** A tmux server that is told to end may still take the next one's call. */
async function serverGone({ sandbox }) {
  while (sandbox.processes().some(({ command }) => command.startsWith("tmux "))) await sleep(20);
}

async function killAll(opened) {
  const old = agentsOf(opened);
  for (const agent of old) opened.sandbox.signal(agent, "SIGKILL");
  const pids = new Set(old.map(({ pid }) => pid));
  await agentsRunning(opened, { wanted: ({ pid }) => !pids.has(pid) });
}

function tellOne(what, { peer, seen }) {
  const { title, unit = "ms" } = MEASURES[what];
  const name = `${title}, ${peer.tool.title}`;
  if (what === "back" && !peer.has.watcher) cannot(name, "nobody watches");
  else
    tell({
      name,
      unit,
      figures: seen[what],
      note: lacks(peer),
      chart: { name: `peers-${what}`, title, line: title, x: peer.tool.title },
    });
}
