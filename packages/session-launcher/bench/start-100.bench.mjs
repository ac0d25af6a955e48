// What an agent costs more than a bare `Type=notify` service: start, stop, programs, processes, memory, idle processor time.
// Both kinds take turns in one sandbox, so that other load on the machine falls on both.
import { setTimeout as sleep } from "node:timers/promises";
import { interleave, milliseconds } from "../../../tools/bench/measure/interleave.mjs";
import { cgroupTime } from "../../../tools/bench/measure/processor-time.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";
import { openAgentSandbox } from "./agent-sandbox.mjs";
import { tellMade } from "./made.mjs";
import { tellStaying } from "./staying.mjs";

const LIMIT = { start: 1.25, stop: 1.3 };
const COUNT = Number(process.env.BENCH_COUNT ?? sized(100, 20));
const IDLE_SECONDS = sized(5, 2);

const opened = await openAgentSandbox(COUNT);
try {
  await tellTimes(opened);
  await tellMade(opened);
  await tellStaying(opened);
} finally {
  await opened.sandbox.close();
}

async function tellTimes({ sandbox, run, kinds }) {
  // The first start pays for the file cache
  await run("start", kinds.agent[0], kinds.bare[0]);
  await run("stop", kinds.agent[0], kinds.bare[0]);
  const stop = { bare: [], agent: [] };
  const idle = { bare: [], agent: [] };
  const way = (kind) => ({
    run: async () => await run("start", ...kinds[kind]),
    async after() {
      if (idle[kind].length === 0) idle[kind].push(await idleTime(sandbox));
      stop[kind].push(await milliseconds(async () => await run("stop", ...kinds[kind])));
    },
  });
  const ways = { bare: way("bare"), agent: way("agent") };
  const start = await interleave(ways, rounds(5), { warm: 0 });
  const beside = (figures) => ({ name: `${COUNT} bare services`, figures: figures.bare });
  tell({
    name: `start of ${COUNT} agents`,
    figures: start.agent,
    beside: beside(start),
    limit: LIMIT.start,
  });
  tell({
    name: `stop of ${COUNT} agents`,
    figures: stop.agent,
    beside: beside(stop),
    limit: LIMIT.stop,
  });
  const name = `processor time of ${COUNT} idle agents in ${IDLE_SECONDS} s, of the whole sandbox`;
  tell({ name, figures: idle.agent });
  tell({ name: `the same with ${COUNT} bare services`, figures: idle.bare });
}

async function idleTime({ cgroup }) {
  const before = cgroupTime(cgroup);
  await sleep(IDLE_SECONDS * 1000);
  return cgroupTime(cgroup) - before;
}
