import { agentFindings } from "./table/agents.js";
import type { FindingEntry } from "./table/entry.js";
import { fleetFindings } from "./table/fleet.js";
import { machineFindings } from "./table/machine.js";
import { unitFindings } from "./table/units.js";

/** What doctor can find, in the sections of the reference, which is made of it. */
export const findingSections = {
  "The machine": machineFindings,
  "The fleet": fleetFindings,
  "What is installed": unitFindings,
  "Agents and their server": agentFindings,
} as const satisfies Record<string, Readonly<Record<string, FindingEntry>>>;

export const findingTable = {
  ...machineFindings,
  ...fleetFindings,
  ...unitFindings,
  ...agentFindings,
} as const;

/** Stable name of a finding; it keeps its meaning. */
export type FindingId = keyof typeof findingTable;

export const findingIds = Object.keys(findingTable) as FindingId[];

/** What is told of one. */
export function entryOf(id: FindingId): FindingEntry {
  return findingTable[id];
}
