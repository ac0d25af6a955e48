import type { Fleet, StatusDocument } from "@mosaicstack/fleet";
import { visible } from "@mosaicstack/tmux-client/visible";
import { type Output, paint, wrapIndented } from "@mosaicstack/command-line";
import type { CliContext } from "../context.js";
import { asTyped } from "../invocation.js";
import {
  activityCell,
  agentIsAsDesired,
  desiredCell,
  driftCell,
  lastExitCell,
  lifecycleCell,
  memoryCell,
  nameCell,
  none,
  paneCell,
  restartsCell,
  sessionCell,
  sinceCell,
  waitingCell,
  type CellOf,
} from "./agent-cells.js";
import { renderTable, type Column } from "./table.js";
import { formatMoment } from "./time.js";

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

/** What is said of the fleet as a whole; lines are made of it as there is room. */
export function headParts(
  { socket, supervisor, server }: StatusDocument,
  { name, reason }: Pick<StatusView, "name" | "reason">,
): string[] {
  const version = server.version === null ? "" : ` tmux ${server.version}`;
  const pid = server.pid === null ? "" : ` pid ${server.pid}`;
  return [
    name,
    `socket ${socket ?? "default"}`,
    `supervisor ${supervisor}${reason === undefined ? "" : ` (${reason})`}`,
    `server ${server.state}${version}${pid}`,
  ].map((part) => visible(part));
}

/** One line where it fits, else one for each part that does not. */
function headLines(status: StatusDocument, view: StatusView): string[] {
  const parts = headParts(status, view);
  const whole = parts.join(" · ");
  if (whole.length <= (view.width ?? Infinity)) return [whole];
  const [name = "", where = "", ...others] = parts;
  const below = others.flatMap((part) => wrapIndented(part, view.width, { indent: 2, hang: 2 }));
  return [`${name} · ${where}`, ...below];
}

function agentTable({ agents }: StatusDocument, view: StatusView): string[] {
  if (agents.length === 0) return ["no agents"];
  const told = columns.filter(({ cell }) => cell !== waitingCell || agents.some(hasMessages));
  const cells = agents.map((agent) => told.map(({ cell }) => cell(agent, view.now)));
  // Where space is short, a column that says nothing goes first.
  const shown = told.map((column, index): Column => {
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

function hasMessages({ waiting }: AgentStatus): boolean {
  return waiting > 0;
}

interface StatusColumn extends Column {
  readonly cell: CellOf;
}

const columns: readonly StatusColumn[] = [
  { title: "AGENT", shrinks: true, cell: nameCell },
  { title: "DESIRED", drops: 6, cell: desiredCell },
  { title: "LIFECYCLE", cell: lifecycleCell },
  { title: "ACTIVITY", drops: 9, cell: activityCell },
  { title: "SESSION", drops: 5, cell: sessionCell },
  { title: "PID", drops: 1, cell: paneCell },
  { title: "SINCE", drops: 7, cell: sinceCell },
  { title: "RESTARTS", drops: 3, cell: restartsCell },
  { title: "LAST EXIT", drops: 4, cell: lastExitCell },
  { title: "MEMORY", drops: 2, cell: memoryCell },
  { title: "WAITING", drops: 8, cell: waitingCell },
  { title: "DRIFT", drops: 10, shrinks: true, cell: driftCell },
];
