import { supervisors, type SupervisorName } from "../views/views.js";
import type { Scenario } from "./scenario.js";

/** One run of a scenario. */
export interface Round {
  readonly scenario: Scenario;
  readonly supervisor: SupervisorName;
  readonly seed: number;
}

/** Every run that is asked for: each scenario under each supervisor that it means something under, `repeat` times, each with the next seed. */
export function roundsOf(
  scenarios: readonly Scenario[],
  { under, seed, repeat }: { under: readonly SupervisorName[]; seed: number; repeat: number },
): Round[] {
  return scenarios.flatMap((scenario) =>
    (scenario.supervisors ?? supervisors)
      .filter((supervisor) => under.includes(supervisor))
      .flatMap((supervisor) =>
        Array.from({ length: repeat }, (_, at) => ({ scenario, supervisor, seed: seed + at })),
      ),
  );
}
