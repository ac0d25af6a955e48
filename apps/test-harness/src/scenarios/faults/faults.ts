import type { Scenario } from "../../live/scenario.js";
import { agentKilled } from "./agent-killed.js";
import { serverKilled } from "./server-killed.js";
import { supervisorKilled } from "./supervisor-killed.js";

/** What happens to processes and to what they need. */
export const faults: readonly Scenario[] = [agentKilled, serverKilled, supervisorKilled];
