import type { Scenario } from "../../live/scenario.js";

/** What the user manager does, and what is done to it: reloads, reboots, upgrades, two fleets. */
export const manager: readonly Scenario[] = [];
