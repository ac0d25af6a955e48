import type { Scenario } from "../../live/scenario.js";
import { agentKilled } from "./agent-killed.js";
import { daemonLeft } from "./daemon-left.js";
import { memoryOfThirty } from "./memory-of-thirty.js";
import { paneKilled } from "./pane-killed.js";
import { serverKilled } from "./server-killed.js";
import { strayDeaf } from "./stray-deaf.js";
import { supervisorKilled } from "./supervisor-killed.js";
import { tasksUsedUp } from "./tasks-used-up.js";

/** What happens to processes and to what they need. */
export const faults: readonly Scenario[] = [
  agentKilled,
  paneKilled,
  serverKilled,
  supervisorKilled,
  strayDeaf,
  daemonLeft,
  memoryOfThirty,
  tasksUsedUp,
];
