import type { Scenario } from "../live/scenario.js";
import { faults } from "./faults/faults.js";
import { files } from "./files/files.js";
import { life } from "./life/life.js";
import { manager } from "./manager/manager.js";

/** By their kind, in the order in which they run. */
export const scenarioSections: Readonly<Record<string, readonly Scenario[]>> = {
  "An ordinary life": life,
  "Processes and what they need": faults,
  "Files that are broken, missing or in the way": files,
  "The user manager": manager,
};

/** Every scenario, in the order in which they run. */
export const scenarios: readonly Scenario[] = Object.values(scenarioSections).flat();
