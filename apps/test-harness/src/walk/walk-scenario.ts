import type { Scenario } from "../live/scenario.js";
import type { Walk } from "./step.js";
import { play } from "./play.js";
import { openVerbProcess } from "./verb-process.js";

export interface WalkScenario {
  /** What answers verbs, as it is built. */
  readonly program: string;
  readonly onStep?: (at: number) => void;
}

/** A walk as a scenario, its verbs run by one process inside. */
export function walkScenario(walk: Walk, { program, onStep }: WalkScenario): Scenario {
  return {
    id: "walk",
    title: walkTitle(walk.steps.length),
    budgetSeconds: 180 + 20 * walk.steps.length,
    async run(real) {
      const { sandbox, cli } = real;
      if (cli === undefined) return play(walk, { fleet: real });
      await using verbs = await openVerbProcess(sandbox, { cli, program });
      await play(walk, { fleet: real.through(verbs.run), real, onStep });
    },
  };
}

export const walkTitle = (steps: number): string =>
  `${steps} steps: all views are as the model says`;
