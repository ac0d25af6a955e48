import type { AgentStatus } from "@mosaicstack/fleet/documents";
import {
  activityCell,
  driftCell,
  lastExitCell,
  lifecycleCell,
  memoryCell,
  nameCell,
  none,
  restartsCell,
  waitingCell,
  type CellOf,
} from "../render/agent-cells.js";
import type { Tint } from "../render/color.js";
import { renderTable, type Column } from "../render/table.js";

/** A line for each agent, behind that of the titles. What nobody has anything to say of is left out. */
export function agentTable(
  agents: readonly AgentStatus[],
  view: { readonly width: number; readonly color: boolean; readonly now: number },
): string[] {
  const cells = columns.map((column) => agents.map((agent) => column.cell(agent, view.now)));
  const told = columns.flatMap((column, at) =>
    column.always === true || cells[at]?.some(({ text }) => text !== none) ? [at] : [],
  );
  const rows = agents.map((_, row) => told.map((at) => cells[at]?.[row] ?? { text: none }));
  const shown = told.flatMap((at) => columns[at] ?? []);
  return renderTable({ columns: shown, rows, width: view.width, color: view.color });
}

interface BoardColumn extends Column {
  readonly cell: CellOf;
  readonly always?: true;
}

// Where an agent lives, once a fleet has more than one machine, stands behind its name.
const columns: readonly BoardColumn[] = [
  { title: "AGENT", shrinks: true, always: true, cell: nameCell },
  {
    title: "ACTIVITY",
    drops: 9,
    always: true,
    cell: (agent, now) => ({ ...activityCell(agent, now), tint: tintOf(agent) }),
  },
  {
    title: "LIFECYCLE",
    drops: 8,
    cell: (agent, now) =>
      agent.lifecycle === "active" ? { text: none } : lifecycleCell(agent, now),
  },
  { title: "MEMORY", drops: 3, right: true, cell: memoryCell },
  {
    title: "RESTARTS",
    drops: 2,
    right: true,
    cell: (agent, now) => (agent.restarts === 0 ? { text: none } : restartsCell(agent, now)),
  },
  { title: "LAST EXIT", drops: 4, cell: lastExitCell },
  { title: "WAITING", drops: 5, right: true, cell: waitingCell },
  { title: "DRIFT", drops: 6, shrinks: true, cell: driftCell },
];

function tintOf({ lifecycle, activity }: AgentStatus): Tint | undefined {
  if (lifecycle !== "active") return "dim";
  if (activity.state === "blocked") return activity.kind === "quota" ? "yellow" : "red";
  if (activity.state === "error") return "red";
  if (activity.stuck === true) return "yellow";
  if (activity.state === "working") return "green";
  return activity.state === "unknown" ? "dim" : undefined;
}
