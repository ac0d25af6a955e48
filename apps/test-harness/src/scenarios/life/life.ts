import type { Scenario } from "../../live/scenario.js";
import { coldStart } from "./cold-start.js";
import { manual } from "./manual.js";
import { startTwice } from "./start-twice.js";
import { stopOne } from "./stop-one.js";

/** An ordinary life: starts, stops, ends. */
export const life: readonly Scenario[] = [manual, coldStart, startTwice, stopOne];
