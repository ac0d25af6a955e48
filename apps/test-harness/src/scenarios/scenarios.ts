import type { Scenario } from "../live/scenario.js";
import { faults } from "./faults/faults.js";
import { files } from "./files/files.js";
import { life } from "./life/life.js";
import { manager } from "./manager/manager.js";

/** Every scenario, in the order in which they run. */
export const scenarios: readonly Scenario[] = [...life, ...faults, ...files, ...manager];
