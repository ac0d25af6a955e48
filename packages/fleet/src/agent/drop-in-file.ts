import { join } from "node:path";
import { agentUnit } from "../supervisor/unit-names.js";

/** `50-roster.conf` of one agent's unit; `units` is the folder of the user's units. */
export function dropInFile(agent: string, units: string): string {
  return join(units, `${agentUnit(agent)}.d`, "50-roster.conf");
}
