import type { SupervisorName } from "../views/views.js";
import type { Step, Walk } from "./step.js";

/** A list of steps, to be replayed by `--walk-steps`: the agents on the first line, a step on each other one. */
export function printSteps({ agents, steps }: Walk): string {
  return [{ agents }, ...steps].map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** A scenario that makes this walk, for a file of `src/scenarios/faults`, `life`, `files` or `manager`. */
export function printScenario(
  { agents, steps }: Walk,
  { supervisor, seed }: { readonly supervisor: SupervisorName; readonly seed: number },
): string {
  return `import type { Scenario } from "../../live/scenario.js";
import { play } from "../../walk/play.js";

/** Found by a walk with seed ${seed}. */
export const foundWalk: Scenario = {
  id: "found-walk",
  title: "say here what holds",
  supervisors: [${JSON.stringify(supervisor)}],
  run: async (fleet) =>
    play(
      {
        agents: [${agents.map(printName).join(", ")}],
        steps: [
${steps.map((step) => `          ${printStep(step)},\n`).join("")}        ],
      },
      { fleet },
    ),
};
`;
}

const printName = (name: string): string => JSON.stringify(name);

/** As one would write it: keys without quotes. No text in a step ends like a key, for a quote in it is escaped. */
function printStep(step: Step): string {
  return JSON.stringify(step, undefined, 1)
    .replaceAll(/\n *(?:"(\w+)":)?/g, (_, key?: string) => (key === undefined ? " " : ` ${key}:`))
    .replaceAll("[ ", "[")
    .replaceAll(" ]", "]");
}
