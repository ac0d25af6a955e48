import type { SupervisorName } from "../views/views.js";
import type { Walk } from "./step.js";

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
        agents: ${printValue(agents)},
        steps: [
${steps.map((step) => `          ${printValue(step)},\n`).join("")}        ],
      },
      { fleet },
    ),
};
`;
}

/** As one would write it: keys without quotes. */
function printValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printValue).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => `${key}: ${printValue(each)}`);
  return `{ ${entries.join(", ")} }`;
}
