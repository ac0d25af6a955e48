// What each agent costs in a fleet of 1, 10, 100, 300, 1,000: start, status, stop, rest, under either supervisor. The fleets take turns. A
// thousand may cost little more than ten times a hundred.
import { setTimeout as sleep } from "node:timers/promises";
import { interleave, milliseconds } from "../../../tools/bench/measure/interleave.mjs";
import { cgroupTime } from "../../../tools/bench/measure/processor-time.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { tell } from "../../../tools/bench/measure/tell.mjs";
import { atRest, inFleets } from "./fleet-sandbox.mjs";

const LIMIT = 1.15;
const COUNTS = sized([1, 10, 100, 300, 1000], [1, 3, 10, 30]);
const IDLE_SECONDS = sized(10, 2);
const [LARGE, SMALL] = [COUNTS.at(-1), COUNTS.at(-1) / sized(10, 3)];
const WHAT = {
  start: { unit: "ms", title: "`up`" },
  status: { unit: "ms", title: "`status --json`" },
  stop: { unit: "ms", title: "`down`" },
  rest: { unit: "ms of processor a second", title: "At rest" },
};

const only = process.env.BENCH_SUPERVISOR;
for (const supervisor of only ? [only] : ["systemd", "tmux"])
  await inFleets(COUNTS, supervisor, async (fleets) => await tellGrowth(fleets, supervisor));

async function tellGrowth(fleets, supervisor) {
  const seen = new Map(
    fleets.map(({ count }) => [count, { start: [], status: [], stop: [], rest: [] }]),
  );
  for (const { up, down } of fleets) {
    await up();
    await down();
  }
  const ways = fleets.map((opened) => [
    `n${opened.count}`,
    { run: async () => await live(opened, seen.get(opened.count)) },
  ]);
  await interleave(Object.fromEntries(ways), rounds(3, 1), { warm: 0 });
  for (const what of Object.keys(WHAT)) tellOne(what, seen, supervisor);
}

/** One life of a fleet. */
async function live(opened, figures) {
  figures.start.push(await milliseconds(opened.up));
  await atRest(opened);
  figures.status.push(await milliseconds(() => opened.fleet("status", "--json")));
  const before = cgroupTime(opened.sandbox.cgroup);
  await sleep(IDLE_SECONDS * 1000);
  figures.rest.push((cgroupTime(opened.sandbox.cgroup) - before) / IDLE_SECONDS);
  figures.stop.push(await milliseconds(opened.down));
}

function tellOne(what, seen, supervisor) {
  const { unit, title } = WHAT[what];
  for (const [count, figures] of seen)
    tell({
      name: `${title} of ${count}, ${supervisor}`,
      unit: `${unit} for each agent`,
      figures: figures[what].map((figure) => figure / count),
      chart: {
        name: `growth-${what}`,
        title: `${title} by the number of agents`,
        line: supervisor,
        x: count,
      },
    });
  // At rest less than a millisecond cannot be told from nothing.
  const least = (figure) => (what === "rest" ? Math.max(figure, 1) : figure);
  const times = LARGE / SMALL;
  tell({
    name: `${title} of ${LARGE}, beside ${times} times ${SMALL}, ${supervisor}`,
    unit,
    figures: seen.get(LARGE)[what].map(least),
    beside: {
      name: `${times} × ${SMALL}`,
      figures: seen.get(SMALL)[what].map((figure) => least(times * figure)),
    },
    limit: LIMIT,
  });
}
