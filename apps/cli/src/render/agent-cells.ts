import type { AgentStatus } from "@mosaicstack/fleet/documents";
import type { Tint } from "@mosaicstack/command-line";
import { formatBytes } from "./bytes.js";
import type { Cell } from "./table.js";
import { formatSince, formatSpan } from "./time.js";

/** What a cell holds that has nothing to say. */
export const none = "-";

/** One thing that is known of an agent, as a cell of a table. */
export type CellOf = (agent: AgentStatus, now: number) => Cell;

export const nameCell: CellOf = ({ name }) => ({ text: name });

export const desiredCell: CellOf = ({ desired }) => ({ text: desired });

export const lifecycleCell: CellOf = (agent) => ({ text: agent.lifecycle, tint: tintOf(agent) });

export const activityCell: CellOf = ({ activity: { state, kind, ageMs, until, stuck } }) => {
  const age = ageMs === null || state === "unknown" ? "" : formatSpan(ageMs);
  const end = until === undefined ? age : `until ${until.slice(11, 16)} UTC`;
  return { text: [state, kind, end, stuck && "stuck"].filter(Boolean).join(" ") };
};

export const sessionCell: CellOf = ({ session }) => {
  if (session === null) return { text: none };
  return { text: session.attached ? "attached" : "detached" };
};

export const paneCell: CellOf = ({ pane }) => {
  if (pane === null) return { text: none };
  return { text: pane.dead ? `${pane.pid} dead` : String(pane.pid) };
};

export const sinceCell: CellOf = ({ since }, now) => ({
  text: (since === null ? undefined : formatSince(since, now)) ?? none,
});

export const restartsCell: CellOf = ({ restarts }) => ({ text: String(restarts) });

export const lastExitCell: CellOf = ({ lastExit: exit }) => ({
  text: exit === null ? none : (exit.signal ?? `exit ${exit.code}`),
});

export const memoryCell: CellOf = ({ memoryBytes }) => ({
  text: memoryBytes === null ? none : formatBytes(memoryBytes),
});

export const waitingCell: CellOf = ({ waiting }) => ({
  text: waiting === 0 ? none : String(waiting),
});

export const driftCell: CellOf = ({ drift }) => {
  if (drift.length === 0) return { text: none };
  return { text: [...new Set(drift.map(({ kind }) => kind))].join(","), tint: "yellow" };
};

export function agentIsAsDesired({ drift }: AgentStatus): boolean {
  return drift.length === 0;
}

function tintOf(agent: AgentStatus): Tint {
  if (agent.lifecycle === "active") return agentIsAsDesired(agent) ? "green" : "yellow";
  if (agent.lifecycle === "failed") return "red";
  return agent.lifecycle === "inactive" ? "dim" : "yellow";
}
