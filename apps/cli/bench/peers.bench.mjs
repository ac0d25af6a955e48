// Others at the same work, each by the best way that it offers, in a sandbox of its own; all take turns: 100 agents (`sleep`) started until all
// run, their status, their stop; the memory of what stays beside each agent; and how soon all are back after a kill -9 of each.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { interleave, milliseconds } from "../../../tools/bench/measure/interleave.mjs";
import { pssOf } from "../../../tools/bench/measure/memory.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { cannot, tell } from "../../../tools/bench/measure/tell.mjs";
import { agentsOf, agentsRunning, atRest, isAgent, openFleetSandbox } from "./fleet-sandbox.mjs";
import { libtmux } from "./peers/libtmux.mjs";
import { nodeTmux } from "./peers/node-tmux.mjs";
import { ours } from "./peers/ours.mjs";
import { pm2 } from "./peers/pm2.mjs";
import { supervisor } from "./peers/supervisor.mjs";
import { tmuxinator } from "./peers/tmuxinator.mjs";
import { tmuxp } from "./peers/tmuxp.mjs";

const COUNT = Number(process.env.BENCH_COUNT ?? sized(100, 5));
const NAMES = Array.from({ length: COUNT }, (_, at) => `agent-${at}`);
const ALL = [ours("systemd"), ours("tmux"), pm2, supervisor, tmuxp, tmuxinator, libtmux, nodeTmux];
const MEASURES = {
  start: { title: `start of ${COUNT}` },
  status: { title: `status of ${COUNT}` },
  stop: { title: `stop of ${COUNT}` },
  memory: { title: "memory (PSS) beside an agent", unit: "kB" },
  back: { title: `all ${COUNT} back after kill -9 of each` },
};

const sandboxes = [];
try {
  const tools = [];
  const wanted = process.env.BENCH_PEERS?.split(",");
  for (const peer of ALL.filter(({ name }) => wanted?.includes(name.split(" ")[0]) ?? true)) {
    const tool = await open(peer);
    if (tool.why === undefined) tools.push(tool);
    else cannot(peer.name, tool.why);
  }
  const ways = tools.map((tool) => [tool.peer.name, { run: async () => await live(tool) }]);
  await interleave(Object.fromEntries(ways), rounds(3, 1));
  for (const what of Object.keys(MEASURES)) for (const tool of tools) tellOne(what, tool);
  for (const { calls } of tools) await calls.close();
} finally {
  await Promise.all(sandboxes.map(({ sandbox }) => sandbox.close()));
}

/** `before`: who is there without agents. A daemon that only lives with them counts as beside them. */
async function open(peer) {
  const { folder, why } = peer.get();
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
    if (!peer.watches) await serverGone(opened);
    const seen = { start: [], status: [], stop: [], memory: [], back: [] };
    return { peer, calls, opened, before, seen };
  } catch (error) {
    // The command, with its paths, is no reason.
    const said = error.message.split("` ended with ").at(-1).trim().split("\n");
    return { why: `it did not work here: ${said[0].replaceAll(/\/\S*\//g, "…/").slice(0, 200)}` };
  }
}

/** One life: each measure once. */
async function live({ peer, calls, opened, before, seen }) {
  const count = async () => await agentsRunning(opened);
  seen.start.push(
    await milliseconds(async () => {
      await calls.start();
      await count();
    }),
  );
  const beside = (await atRest(opened)).filter((each) => !before.has(each.pid) && !isAgent(each));
  seen.memory.push(pssOf(beside.map(({ outsidePid }) => outsidePid)) / COUNT);
  seen.status.push(
    await milliseconds(async () => {
      const found = await calls.status();
      if (found !== COUNT) throw new Error(`${peer.name} knows ${found} of ${COUNT}`);
    }),
  );
  if (peer.watches) seen.back.push(await milliseconds(async () => await killAll(opened)));
  seen.stop.push(
    await milliseconds(async () => {
      await calls.stop();
      await agentsRunning(opened, { count: 0 });
    }),
  );
  if (!peer.watches) await serverGone(opened);
}

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
  const name = `${title}, ${peer.name}`;
  if (seen[what].length === 0) cannot(name, "nobody watches");
  else
    tell({
      name,
      unit,
      figures: seen[what],
      note: peer.lacks,
      chart: { name: `peers-${what}`, title, line: title, x: peer.name },
    });
}
