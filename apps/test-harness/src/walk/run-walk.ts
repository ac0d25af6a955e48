import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ScenarioResult } from "../live/live-document.js";
import { runRound, type RoundSettings } from "../live/run-round.js";
import type { SupervisorName } from "../views/views.js";
import { printScenario, printSteps } from "./print-walk.js";
import { shrink, type ShrinkLimits, type Shrunk, type TryEnd } from "./shrink.js";
import { tellStep, type Step, type Walk } from "./step.js";
import { walkScenario } from "./walk-scenario.js";
import { sayStep, whatIsWrong } from "./what-is-wrong.js";

export interface WalkSettings extends RoundSettings {
  readonly supervisor: SupervisorName;
  readonly seed: number;
  /** What answers verbs, as it is built. */
  readonly program: string;
  /** Of the search for a shorter walk that fails too; each try has a sandbox of its own. Default: 40 tries, a quarter of an hour. */
  readonly shrinkLimits?: ShrinkLimits;
  /** Talk for a person, a line each. */
  readonly log?: (line: string) => void;
}

/** Walks in a sandbox of its own. Where that fails, the shortest walk that was found to fail too is told, and kept. Never throws. */
export async function runWalk(walk: Walk, settings: WalkSettings): Promise<ScenarioResult> {
  const { supervisor, seed, log = () => {}, artefacts } = settings;
  const { shrinkLimits = withinMinutes(15) } = settings;
  const under = `under ${supervisor}, seed ${seed}`;
  const { reached, wrong, result } = await walkOnce(walk, settings, settings);
  const drawn = `mosaic-fleet-harness live --walk ${walk.steps.length} --supervisor ${supervisor} --seed ${seed}`;
  if (result.status !== "failed") return result;
  if (reached < 0) return { ...result, again: drawn };
  log(`walk ${under}: failed at step ${reached + 1}, and is shrunk: ${firstLine(result.reason)}`);
  const attempt = async (steps: readonly Step[]): Promise<TryEnd> => {
    const trying = { patienceMs: TRY_MS, ...settings, artefacts: undefined };
    const again = await walkOnce({ ...walk, steps }, settings, trying);
    const isSame = again.wrong === wrong;
    const end = again.result.status !== "failed" ? "held" : isSame ? "same" : "other";
    const words = { held: "hold", same: "fail", other: `fail otherwise: ${again.wrong}` }[end];
    log(`walk ${under}: ${steps.length} steps ${words}`);
    return end;
  };
  const shrunk = await shrink(walk.steps.slice(0, reached + 1), attempt, shrinkLimits);
  const found = { ...walk, steps: shrunk.steps };
  const kept = artefacts === undefined ? undefined : await keep(found, settings, artefacts);
  const [first = "", ...rest] = (result.reason ?? "").split("\n");
  const scenarioFile = kept === undefined ? [] : [`as a scenario: ${kept.scenario}`];
  const lines = [first, ...tellShrunk(shrunk), ...scenarioFile, ...rest];
  return { ...result, reason: lines.join("\n"), again: kept?.again ?? drawn };
}

const firstLine = (text = ""): string => text.split("\n", 1)[0] ?? "";

/** How far it came, and what was wrong then. */
async function walkOnce(
  walk: Walk,
  { supervisor, seed, program }: WalkSettings,
  settings: RoundSettings,
): Promise<{ readonly reached: number; readonly wrong: string; readonly result: ScenarioResult }> {
  let reached = -1;
  const scenario = walkScenario(walk, { program, onStep: (at) => void (reached = at) });
  const result = await runRound({ scenario, supervisor, seed }, settings);
  const step = walk.steps[reached];
  const said = step && sayStep(reached, step);
  return { reached, wrong: whatIsWrong(result.reason ?? "", said), result };
}

/** A try waits for views that agree, and most that fail never will. */
const TRY_MS = 20_000;

function withinMinutes(minutes: number): ShrinkLimits {
  let end = Infinity;
  return {
    tries: 40,
    isOver: () => {
      if (end === Infinity) end = performance.now() + minutes * 60_000;
      return performance.now() > end;
    },
  };
}

/** The list of steps, and the same as a scenario, beside what else was kept. */
async function keep(
  walk: Walk,
  { supervisor, seed }: WalkSettings,
  root: string,
): Promise<{ readonly scenario: string; readonly again: string }> {
  const folder = join(root, `walk-${supervisor}-${seed}`);
  const [steps, scenario] = [join(folder, "steps.jsonl"), join(folder, "found-walk.ts")];
  await mkdir(folder, { recursive: true });
  await writeFile(steps, printSteps(walk));
  await writeFile(scenario, printScenario(walk, { supervisor, seed }));
  const again = `mosaic-fleet-harness live --walk-steps ${steps} --supervisor ${supervisor}`;
  return { scenario, again };
}

function tellShrunk({ steps, tries, failed, others }: Shrunk<Step>): string[] {
  const otherwise = others === 0 ? "" : `, ${others} failed otherwise`;
  const how =
    failed === 0
      ? `it failed once in ${tries + 1} tries${otherwise}, so nothing was left out; its last steps:`
      : `the shortest that failed, ${steps.length} steps (${failed} of ${tries} tries failed${otherwise}):`;
  const shown = steps.slice(-MANY);
  const first = steps.length - shown.length;
  return [how, ...shown.map((step, at) => `  ${first + at + 1}. ${tellStep(step)}`)];
}

const MANY = 20;
