// What stays beside each agent while it runs, its transcript kept: processes, and their memory.
import { pssOf } from "../../../tools/bench/measure/memory.mjs";
import { tellFigure } from "../../../tools/bench/measure/tell.mjs";
import { isAgent, keepTranscripts, settled } from "./agent-sandbox.mjs";

const LIMIT = { processes: 2, pss: 120 };

export async function tellStaying(opened) {
  await tellOf(opened, "transcript off", {});
  await keepTranscripts(opened);
  await tellOf(opened, "transcript on", LIMIT);
}

async function tellOf({ sandbox, run, kinds }, what, limits) {
  const before = new Set((await settled(sandbox, 0)).map(({ pid }) => pid));
  await run("start", ...kinds.agent);
  const count = kinds.agent.length;
  const staying = (await settled(sandbox, count)).filter(
    (each) => !before.has(each.pid) && !isAgent(each),
  );
  const pids = staying.map(({ outsidePid }) => outsidePid);
  const of = (sum) => sum / count;
  const name = `processes that stay beside an agent, ${what}`;
  tellFigure({ name, unit: "processes", figure: of(pids.length), limit: limits.processes });
  const memory = `memory (PSS) of these, ${what}`;
  tellFigure({ name: memory, unit: "kB", figure: of(pssOf(pids)), limit: limits.pss });
  await run("stop", ...kinds.agent);
}
