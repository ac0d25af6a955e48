// What each agent costs in a fleet of 1, 10, 100, 300, 1,000: start, status, stop, rest, under either supervisor. The fleets take turns. A
// thousand may cost little more than ten times a hundred.
import { setTimeout as sleep } from "node:timers/promises";
import { interleave, milliseconds } from "../../../tools/bench/measure/interleave.mjs";
import { cgroupTime } from "../../../tools/bench/measure/processor-time.mjs";
import { rounds, sized } from "../../../tools/bench/measure/rounds.mjs";
import { cannot, tell } from "../../../tools/bench/measure/tell.mjs";
import { atRest, inFleets } from "./fleet-sandbox.mjs";
import { noRoomFor } from "./room.mjs";

const LIMIT = 1.15;
const WANTED =
  process.env.BENCH_COUNTS?.split(",").map(Number) ??
  sized([1, 10, 100, 300, 1000], [1, 3, 10, 30]);
const IDLE_SECONDS = sized(10, 2);
/** The largest, and the one beside it: a tenth of it, or what is nearest to that. */
const LARGE = WANTED.at(-1);
const SMALL = WANTED.findLast((count) => count <= LARGE / 10) ?? WANTED[0];
const COUNTS = WANTED.filter((count) => noRoomFor(count) === undefined);
/** A wait that is the same for any number makes the time of a thousand look like less; processor time has next to none. */
const WHAT = {
  start: { title: "`up`", unit: "ms" },
  startTime: { title: "processor time of `up`", unit: "ms" },
  status: { title: "`status --json`", unit: "ms" },
  statusTime: { title: "processor time of `status --json`", unit: "ms" },
  stop: { title: "`down`", unit: "ms" },
  stopTime: { title: "processor time of `down`", unit: "ms" },
  rest: { title: "at rest", unit: "ms of processor a second" },
};

for (const count of WANTED.filter((each) => !COUNTS.includes(each)))
  cannot(`a fleet of ${count}`, noRoomFor(count));
const only = process.env.BENCH_SUPERVISOR;
for (const supervisor of only ? [only] : ["systemd", "tmux"])
  await inFleets(COUNTS, supervisor, async (fleets) => await tellGrowth(fleets, supervisor));

async function tellGrowth(fleets, supervisor) {
  const none = () => Object.fromEntries(Object.keys(WHAT).map((what) => [what, []]));
  const seen = new Map(fleets.map(({ count }) => [count, none()]));
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
  const { sandbox, up, down, fleet } = opened;
  const timed = async (what, work) => {
    const before = cgroupTime(sandbox.cgroup);
    figures[what].push(await milliseconds(work));
    figures[`${what}Time`].push(cgroupTime(sandbox.cgroup) - before);
  };
  await timed("start", up);
  await atRest(opened);
  await timed("status", () => fleet("status", "--json"));
  const before = cgroupTime(sandbox.cgroup);
  await sleep(IDLE_SECONDS * 1000);
  figures.rest.push((cgroupTime(sandbox.cgroup) - before) / IDLE_SECONDS);
  await timed("stop", down);
}

function tellOne(what, seen, supervisor) {
  const { unit, title } = WHAT[what];
  const of = (count) => `${title} of ${count}`;
  for (const [count, figures] of seen)
    tell({
      name: `${of(count)}, ${supervisor}`,
      unit: `${unit} for each agent`,
      figures: figures[what].map((figure) => figure / count),
      chart: {
        name: `growth-${what.replace("T", "-t")}`,
        title: `${title} by the number of agents`,
        line: supervisor,
        x: count,
      },
    });
  if (!seen.has(LARGE)) return;
  // At rest less than a millisecond cannot be told from nothing.
  const least = (figure) => (what === "rest" ? Math.max(figure, 1) : figure);
  const times = LARGE / SMALL;
  tell({
    name: `${of(LARGE)}, beside ${times} times ${SMALL}, ${supervisor}`,
    unit,
    figures: seen.get(LARGE)[what].map(least),
    beside: {
      name: `${times} × ${SMALL}`,
      figures: seen.get(SMALL)[what].map((figure) => least(times * figure)),
    },
    limit: LIMIT,
  });
}
