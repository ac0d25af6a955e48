import type { Scenario } from "../live/scenario.js";
import { agentKilled } from "./agent-killed.js";
import { coldStart } from "./cold-start.js";
import { manual } from "./manual.js";
import { serverKilled } from "./server-killed.js";
import { startTwice } from "./start-twice.js";
import { stopOne } from "./stop-one.js";
import { supervisorKilled } from "./supervisor-killed.js";

/** Every scenario, in the order in which they run: first life, then faults. */
export const scenarios: readonly Scenario[] = [
  manual,
  coldStart,
  startTwice,
  stopOne,
  agentKilled,
  serverKilled,
  supervisorKilled,
];
