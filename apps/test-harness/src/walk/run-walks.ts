import { inParallel } from "../live/in-parallel.js";
import type { ScenarioResult } from "../live/live-document.js";
import type { RunOptions } from "../live/run-scenarios.js";
import { supervisors, type SupervisorName } from "../views/views.js";
import { drawWalk } from "./draw-walk.js";
import { runWalk, type WalkSettings } from "./run-walk.js";
import type { Walk } from "./step.js";

export interface WalksOptions extends RunOptions, Pick<WalkSettings, "program" | "log"> {
  /** So many steps, drawn with each seed, or these. */
  readonly walk: number | Walk;
}

/** Walks under each supervisor, `repeat` times, each with the next seed; several at once. Results are by supervisor, then by seed. */
export async function runWalks({ walk, ...options }: WalksOptions): Promise<ScenarioResult[]> {
  return await inParallel(
    walkRounds(options),
    async (round) =>
      await runWalk(typeof walk === "number" ? drawWalk(walk, round) : walk, {
        ...options,
        ...round,
      }),
    options,
  );
}

/** Every walk that is asked for. */
export function walkRounds({
  under = supervisors,
  seed = 1,
  repeat = 1,
}: Pick<RunOptions, "under" | "seed" | "repeat">): { supervisor: SupervisorName; seed: number }[] {
  return under.flatMap((supervisor) =>
    Array.from({ length: repeat }, (_, at) => ({ supervisor, seed: seed + at })),
  );
}
