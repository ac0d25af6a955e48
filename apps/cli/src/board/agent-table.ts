import type { AgentStatus } from "@mosaicstack/fleet/documents";
import type { Tint } from "@mosaicstack/command-line";
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
import { renderTable, type Cell, type Column } from "../render/table.js";

/** A line for each agent, behind that of the titles. What nobody has anything to say of is left out. */
export function agentTable(
  agents: readonly AgentStatus[],
  view: { readonly width: number; readonly color: boolean; readonly now: number },
): string[] {
  // The lines below the table say which, of the chosen one.
  const isNarrow = view.width < 100;
  const cells = columns.map(({ cell }) =>
    agents.map((agent) => {
      const { text, tint } = cell(agent, view.now);
      return { text: isNarrow && cell === driftCell && text !== none ? "!" : text, tint };
    }),
  );
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
  { title: "STATE", drops: 9, always: true, cell: stateCell },
  { title: "MEM", drops: 3, right: true, cell: memoryCell },
  {
    title: "RESTARTS",
    drops: 2,
    right: true,
    cell: (agent, now) => (agent.restarts === 0 ? { text: none } : restartsCell(agent, now)),
  },
  { title: "EXIT", drops: 4, cell: lastExitCell },
  { title: "WAITS", drops: 5, right: true, cell: waitingCell },
  { title: "DRIFT", drops: 6, cell: driftCell },
];

/** What an agent does; of one that does not run, its lifecycle first. */
function stateCell(agent: AgentStatus, now: number): Cell {
  const { lifecycle, activity } = agent;
  const { text } = activityCell(agent, now);
  if (lifecycle === "active") return { text, tint: tintOf(activity) };
  const words = [lifecycle, activity.state === "unknown" ? "" : text].filter(Boolean);
  return { text: words.join(" "), tint: lifecycleCell(agent, now).tint };
}

function tintOf(activity: AgentStatus["activity"]): Tint | undefined {
  if (activity.state === "blocked") return activity.kind === "quota" ? "yellow" : "red";
  if (activity.state === "error") return "red";
  if (activity.stuck === true) return "yellow";
  if (activity.state === "working") return "green";
  return activity.state === "unknown" ? "dim" : undefined;
}
