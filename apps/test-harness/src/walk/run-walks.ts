import { availableParallelism } from "node:os";
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
  const { onEnd } = options;
  const { parallel = availableParallelism() + 2 } = options;
  const rounds = walkRounds(options);
  const results: ScenarioResult[] = [];
  let ended = 0;
  const waiting = [...rounds.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, round] = next;
      const steps = typeof walk === "number" ? drawWalk(walk, round) : walk;
      const result = await runWalk(steps, { ...options, ...round });
      results[at] = result;
      onEnd?.(result, (ended += 1), rounds.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, work));
  return results;
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
