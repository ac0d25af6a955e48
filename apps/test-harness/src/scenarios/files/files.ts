import type { Scenario } from "../../live/scenario.js";

/** Files that are broken, missing or in the way. */
export const files: readonly Scenario[] = [];
