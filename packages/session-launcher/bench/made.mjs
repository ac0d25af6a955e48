// What a start and a stop make: processes by the kernel's own numbers, programs by strace, where it may.
import {
  countingObstacle,
  countPrograms,
  lastProcess,
} from "../../../tools/bench/measure/programs.mjs";
import { cannot, tellFigure } from "../../../tools/bench/measure/tell.mjs";
import { settled } from "./agent-sandbox.mjs";

const LIMIT = { start: { programs: 4, processes: 4 }, stop: { programs: 0 } };
/** Traced, each takes several times as long. */
const TRACED = 10;

export async function tellMade(opened) {
  for (const kind of ["agent", "bare"]) {
    const units = opened.kinds[kind];
    for (const verb of ["start", "stop"]) {
      const figure = (await processesMade(opened, verb, units)) / units.length;
      const name = `processes made per ${verb}, ${words(kind)}`;
      tellFigure({ name, unit: "processes", figure, limit: limit(kind, verb, "processes") });
    }
  }
  const obstacle = countingObstacle();
  if (obstacle !== undefined) {
    cannot("programs executed per start and per stop", obstacle);
    return;
  }
  for (const kind of ["agent", "bare"])
    for (const verb of ["start", "stop"]) await tellPrograms(opened, kind, verb);
}

const words = (kind) => (kind === "agent" ? "agent" : "bare service");
const limit = (kind, verb, what) => (kind === "agent" ? LIMIT[verb][what] : undefined);

/** What the look itself makes, and `systemctl`, is taken off. */
async function processesMade({ sandbox, run }, verb, units) {
  const first = await lastProcess(sandbox);
  const before = await lastProcess(sandbox);
  const look = before - first;
  await run(verb, ...units);
  await settled(sandbox, verb === "start" ? units.length : 0);
  return (await lastProcess(sandbox)) - before - 2 * look;
}

async function tellPrograms({ sandbox, run, kinds }, kind, verb) {
  const units = kinds[kind].slice(0, TRACED);
  const pids = sandbox.processes().map(({ outsidePid }) => outsidePid);
  const { programs } = await countPrograms(pids, async () => {
    await run(verb, ...units);
    await settled(sandbox, verb === "start" ? units.length : 0);
  });
  const name = `programs executed per ${verb}, ${words(kind)}`;
  const figure = programs / units.length;
  tellFigure({ name, unit: "programs", figure, limit: limit(kind, verb, "programs") });
}
