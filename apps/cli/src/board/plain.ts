import type { AgentStatus, Fleet, StatusDocument } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import { agentIsAsDesired, activityCell, none } from "../render/agent-cells.js";
import { renderStatus, type StatusView } from "../render/status.js";

/** Where nothing can be drawn: a document a line, or the table, then a line for each agent that changed. */
export async function printChanges(
  fleet: Fleet,
  output: Output,
  { signal, view }: { readonly signal: AbortSignal; readonly view: () => StatusView },
): Promise<void> {
  let before: StatusDocument | undefined;
  let last = "";
  for await (const status of fleet.watch({ signal })) {
    if (signal.aborted) return;
    const now = JSON.stringify(status, (key, value: unknown) => (key === "ageMs" ? 0 : value));
    if (now === last) continue;
    last = now;
    if (output.json) output.documentLine(status);
    else for (const line of changeLines(before, status, view())) output.draw(line);
    before = status;
  }
}

function changeLines(
  before: StatusDocument | undefined,
  status: StatusDocument,
  view: StatusView,
): string[] {
  if (before === undefined) return renderStatus(status, view);
  const was = new Map(before.agents.map((agent) => [agent.name, told(agent)]));
  const at = new Date(view.now).toISOString().slice(11, 19);
  const server =
    before.server.state === status.server.state ? [] : [`${at} server ${status.server.state}`];
  const agents = status.agents.map((agent) => [agent.name, told(agent)] as const);
  const changed = agents.filter(([name, words]) => was.get(name) !== words);
  return [...server, ...changed.map(([name, words]) => `${at} ${name} ${words}`)];
}

function told(agent: AgentStatus): string {
  const { lifecycle, activity, waiting, drift } = agent;
  const { text } = activityCell({ ...agent, activity: { ...activity, ageMs: null } }, 0);
  const waits = waiting === 0 ? [] : [`${waiting} waiting`];
  const kinds = agentIsAsDesired(agent)
    ? []
    : [`drift ${[...new Set(drift.map(({ kind }) => kind))].join(",")}`];
  return [lifecycle, text === "unknown" ? "" : text, ...waits, ...kinds]
    .filter((word) => word !== "" && word !== none)
    .join(", ");
}
