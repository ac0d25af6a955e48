import type { Fleet, StatusDocument } from "@mosaicstack/fleet";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { CliContext } from "../context.js";
import { asTyped } from "../invocation.js";
import type { Output } from "../output.js";
import { formatBytes } from "./bytes.js";
import { paint, type Tint } from "./color.js";
import { renderTable, type Cell, type Column } from "./table.js";
import { formatMoment, formatSince, formatSpan } from "./time.js";
import { wrapIndented } from "./wrap.js";

type AgentStatus = StatusDocument["agents"][number];

/** What rendering needs beside the document. */
export interface StatusView {
  /** The fleet's name. */
  readonly name: string;
  /** Why this supervisor was taken, where nobody named one. */
  readonly reason: string | undefined;
  readonly now: number;
  readonly width: number | undefined;
  readonly color: boolean;
  /** A sentence with its commands as they are typed here. */
  readonly typed: (sentence: string) => string;
}

/** Whether each agent is as the roster wants it and the server can be reached: `status` exits 0. */
export function isAsDesired({ server, agents }: StatusDocument): boolean {
  return !unreachable.includes(server.state) && agents.every(agentIsAsDesired);
}

/** Servers that live, and that nobody can talk to. */
const unreachable: readonly string[] = ["not-answering", "socket-lost", "version-skew"];

function agentIsAsDesired({ drift }: AgentStatus): boolean {
  return drift.length === 0;
}

export function statusView(
  fleet: Fleet,
  call: {
    readonly context: CliContext;
    readonly output: Output;
    readonly globals: { supervisor: string | undefined };
  },
): StatusView {
  const { supervisor = "auto" } = call.globals;
  return {
    name: fleet.name,
    reason: supervisor === "auto" ? fleet.supervisor.reason : undefined,
    now: call.context.now(),
    width: call.output.width,
    color: call.output.color,
    typed: (sentence) => asTyped(sentence, call.context.env),
  };
}

/** The fleet in a line, its agents in a table, and each drift in words. */
export function renderStatus(status: StatusDocument, view: StatusView): string[] {
  const drifts = driftLines(status)
    .flatMap((sentence) => wrapIndented(view.typed(visible(sentence)), view.width, { hang: 2 }))
    .map((line) => paint(line, "yellow", view.color));
  return [
    ...headLines(status, view),
    ...agentTable(status, view),
    ...scheduleLines(status, view),
    ...drifts,
    ...worktreeLines(status, view),
  ];
}

/** An agent may switch branches, so another one is told and is no drift. */
function worktreeLines({ agents }: StatusDocument, view: StatusView): string[] {
  return agents.flatMap(({ name, worktree }) => {
    if (worktree === undefined || worktree.branch === worktree.expected) return [];
    const where = worktree.branch === null ? "on no branch" : `on branch \`${worktree.branch}\``;
    const sentence = `${name}: works ${where}, and the roster says \`${worktree.expected}\``;
    return wrapIndented(visible(sentence), view.width, { hang: 2 }).map((line) =>
      paint(line, "dim", view.color),
    );
  });
}

/** Who is down by the clock, and until when. */
function scheduleLines({ agents }: StatusDocument, view: StatusView): string[] {
  return agents.flatMap(({ name, schedule }) => {
    if (schedule?.stopped !== true) return [];
    const { next } = schedule;
    const then = next === null ? "" : `, ${next.action}s ${formatMoment(next.at, view.now)}`;
    return wrapIndented(`${name}: stopped by its schedule${then}`, view.width, { hang: 2 });
  });
}

/** Each drift once: what all share is said of all. */
function driftLines({ agents }: StatusDocument): string[] {
  const byMessage = new Map<string, string[]>();
  for (const { name, drift } of agents)
    for (const { message } of drift)
      byMessage.set(message, [...(byMessage.get(message) ?? []), name]);
  return [...byMessage].map(([message, names]) => {
    const who = names.length > 3 ? `${names.length} agents` : names.join(", ");
    return `${who}: ${message}`;
  });
}

/** One line where it fits, else one for each part that does not. */
function headLines({ socket, supervisor, server }: StatusDocument, view: StatusView): string[] {
  const version = server.version === null ? "" : ` tmux ${server.version}`;
  const pid = server.pid === null ? "" : ` pid ${server.pid}`;
  const parts = [
    view.name,
    `socket ${socket ?? "default"}`,
    `supervisor ${supervisor}${view.reason === undefined ? "" : ` (${view.reason})`}`,
    `server ${server.state}${version}${pid}`,
  ].map((part) => visible(part));
  const whole = parts.join(" · ");
  if (whole.length <= (view.width ?? Infinity)) return [whole];
  const [name = "", where = "", ...others] = parts;
  const below = others.flatMap((part) => wrapIndented(part, view.width, { indent: 2, hang: 2 }));
  return [`${name} · ${where}`, ...below];
}

function agentTable({ agents }: StatusDocument, view: StatusView): string[] {
  if (agents.length === 0) return ["no agents"];
  const cells = agents.map((agent) => columns.map(({ cell }) => cell(agent, view.now)));
  // Where space is short, a column that says nothing goes first.
  const shown = columns.map((column, index): Column => {
    const { title, drops, shrinks } = column;
    const empty = cells.every((row) => row[index]?.text === none);
    return {
      title,
      ...(drops === undefined ? {} : { drops: empty ? drops - 100 : drops }),
      ...(shrinks === undefined ? {} : { shrinks }),
    };
  });
  return renderTable({ columns: shown, rows: cells, width: view.width, color: view.color });
}

const none = "-";

interface StatusColumn extends Column {
  readonly cell: (agent: AgentStatus, now: number) => Cell;
}

const columns: readonly StatusColumn[] = [
  { title: "AGENT", shrinks: true, cell: ({ name }) => ({ text: name }) },
  { title: "DESIRED", drops: 6, cell: ({ desired }) => ({ text: desired }) },
  {
    title: "LIFECYCLE",
    cell: (agent) => ({ text: agent.lifecycle, tint: tintOf(agent) }),
  },
  { title: "ACTIVITY", drops: 8, cell: ({ activity }) => ({ text: activityText(activity) }) },
  { title: "SESSION", drops: 5, cell: ({ session }) => ({ text: sessionText(session) }) },
  { title: "PID", drops: 1, cell: ({ pane }) => ({ text: paneText(pane) }) },
  {
    title: "SINCE",
    drops: 7,
    cell: ({ since }, now) => ({
      text: (since === null ? undefined : formatSince(since, now)) ?? none,
    }),
  },
  { title: "RESTARTS", drops: 3, cell: ({ restarts }) => ({ text: String(restarts) }) },
  { title: "LAST EXIT", drops: 4, cell: ({ lastExit }) => ({ text: exitText(lastExit) }) },
  {
    title: "MEMORY",
    drops: 2,
    cell: ({ memoryBytes }) => ({ text: memoryBytes === null ? none : formatBytes(memoryBytes) }),
  },
  { title: "DRIFT", drops: 9, shrinks: true, cell: ({ drift }) => driftCell(drift) },
];

function tintOf(agent: AgentStatus): Tint {
  if (agent.lifecycle === "active") return agentIsAsDesired(agent) ? "green" : "yellow";
  if (agent.lifecycle === "failed") return "red";
  return agent.lifecycle === "inactive" ? "dim" : "yellow";
}

function activityText({ state, kind, ageMs, until, stuck }: AgentStatus["activity"]): string {
  const age = ageMs === null || state === "unknown" ? "" : formatSpan(ageMs);
  const end = until === undefined ? age : `until ${until.slice(11, 16)} UTC`;
  return [state, kind, end, stuck && "stuck"].filter(Boolean).join(" ");
}

function sessionText(session: AgentStatus["session"]): string {
  if (session === null) return none;
  return session.attached ? "attached" : "detached";
}

function paneText(pane: AgentStatus["pane"]): string {
  if (pane === null) return none;
  return pane.dead ? `${pane.pid} dead` : String(pane.pid);
}

function exitText(exit: AgentStatus["lastExit"]): string {
  return exit === null ? none : (exit.signal ?? `exit ${exit.code}`);
}

function driftCell(drift: AgentStatus["drift"]): Cell {
  if (drift.length === 0) return { text: none };
  return { text: [...new Set(drift.map(({ kind }) => kind))].join(","), tint: "yellow" };
}
