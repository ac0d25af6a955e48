import { agentFindings, type AgentFindingId } from "./table/agents.js";
import type { FindingEntry } from "./table/entry.js";
import { fleetFindings, type FleetFindingId } from "./table/fleet.js";
import { machineFindings, type MachineFindingId } from "./table/machine.js";
import { unitFindings, type UnitFindingId } from "./table/units.js";

/** Stable name of a finding; it keeps its meaning. */
export type FindingId = MachineFindingId | FleetFindingId | UnitFindingId | AgentFindingId;

type Section = readonly [title: string, Readonly<Partial<Record<FindingId, FindingEntry>>>];

/** What doctor can find, in the sections of the reference, which is made of it. */
export const findingSections: readonly Section[] = [
  ["The machine", machineFindings],
  ["The fleet", fleetFindings],
  ["What is installed", unitFindings],
  ["Agents and their server", agentFindings],
];

export const findingTable: Readonly<Record<FindingId, FindingEntry>> = {
  ...machineFindings,
  ...fleetFindings,
  ...unitFindings,
  ...agentFindings,
};
