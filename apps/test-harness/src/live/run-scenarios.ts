import type { RehearsalLane } from "./choose-lane.js";
import { inParallel } from "./in-parallel.js";
import type { ScenarioResult } from "./live-document.js";
import { roundsOf } from "./rounds.js";
import { runRound, type RoundSettings } from "./run-round.js";
import type { Scenario } from "./scenario.js";
import { supervisors, type SupervisorName } from "../views/views.js";

export interface RunOptions extends RoundSettings {
  /** Default: both. */
  readonly under?: readonly SupervisorName[];
  /** Of the first round. Default: 1. */
  readonly seed?: number;
  /** Rounds of each scenario. Default: 1. */
  readonly repeat?: number;
  /** Sandboxes at the same time. Default: two more than processors, for a rehearsal waits most of its time. */
  readonly parallel?: number;
  /** Of each round that has ended: its result, and how many of all have. */
  readonly onEnd?: (result: ScenarioResult, ended: number, all: number) => void;
}

/** Runs every round, each in a sandbox of its own, several at once. One that fails does not end the run. Results are in the order of the rounds. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  options: RunOptions,
): Promise<{ readonly lane: RehearsalLane; readonly results: readonly ScenarioResult[] }> {
  const { lane, under = supervisors, seed = 1, repeat = 1 } = options;
  const rounds = roundsOf(scenarios, { under, seed, repeat });
  const results = await inParallel(
    rounds,
    async (round) => await runRound(round, options),
    options,
  );
  return { lane, results };
}
