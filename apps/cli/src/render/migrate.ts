import type { MigrateDocument, MigratePlanDocument } from "@mosaicstack/fleet";
import type { ConversationFate, MigratedAgent, MigratingAgent } from "@mosaicstack/fleet/documents";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { Output, Tint } from "@mosaicstack/command-line";
import { ExitCode } from "../exit-code.js";
import { homely } from "./homely.js";
import { renderTable, type Column } from "./table.js";

/** What stands on both sockets, a row an agent, and below it what there is to know of each. */
export function showTwoViews(
  output: Output,
  { from, to, server, agents, others }: MigratePlanDocument,
  home: string | undefined,
): void {
  if (server === "absent") output.say(`No tmux server runs on socket \`${from}\`.`);
  const columns: Column[] = [
    { title: "AGENT", shrinks: true },
    { title: `ON ${from}`, shrinks: true },
    { title: "DOES", drops: 1 },
    { title: `ON ${to ?? "default"}`, shrinks: true },
    { title: "NEXT" },
  ];
  const rows = agents.map((agent) => [
    { text: agent.name },
    { text: agent.from === null ? "-" : oldWords(agent) },
    { text: agent.from?.activity.state ?? "-" },
    { text: agent.to.lifecycle === "inactive" ? "-" : agent.to.lifecycle },
    nextCell(agent.next),
  ]);
  if (rows.length > 0)
    for (const line of renderTable({ columns, rows, width: output.width, color: output.color }))
      output.draw(line);
  for (const agent of agents) {
    const { name, reason, conversation } = agent;
    if (reason !== undefined) output.tell(`${name}: ${reason}`);
    const fate = conversation && fateWords(conversation, agent, home);
    if (fate !== undefined) output.tell(`${name}: ${fate}`);
  }
  if (others.length > 0) output.tell(`Left alone on ${from}: ${listed(others)}`);
  else if (server === "running" && agents.every((agent) => agent.from === null))
    output.say(`Nothing of this roster is on socket \`${from}\`.`);
}

/** What became of each, and what is left on the old server. */
export function showMoves(output: Output, { from, agents, left }: MigrateDocument): void {
  for (const agent of agents) output.print(endLine(agent));
  for (const { name, outcome, reason } of agents)
    if (outcome === "failed" || outcome === "skipped")
      output.warn(`mosaic-fleet: \`${name}\` ${outcome}: ${reason ?? ""}`);
  const end = `\`tmux -L ${from} kill-server\``;
  if (left.server === "absent") output.say(`Nothing is left on \`${from}\`: no server runs there.`);
  else if (left.server === "not-answering")
    output.say(`What is left on \`${from}\` is not known: its server does not answer.`);
  else if (left.sessions.length > 0)
    output.say(
      `Left on \`${from}\`: ${listed(left.sessions)}. Its server is yours: when nothing there is needed any more, ${end}.`,
    );
  else output.say(`The server on \`${from}\` has no session any more: ${end} ends it.`);
}

/** Timed out only where that is all that went wrong. */
export function exitCodeOfMoves(agents: readonly MigratedAgent[]): number {
  const wrong = agents.filter(({ outcome }) => outcome === "failed" || outcome === "skipped");
  if (wrong.length === 0) return ExitCode.Done;
  return wrong.every(({ timedOut }) => timedOut === true) ? ExitCode.TimedOut : ExitCode.Failed;
}

function oldWords({ name, from }: MigratingAgent): string {
  if (from === null) return "-";
  const called = from.session === name ? "session" : `session ${from.session}`;
  const maker = from.madeBy === "launcher" ? called : `${called}, not by us`;
  return from.attached ? `${maker}, attached` : maker;
}

const nexts: Readonly<Record<MigratingAgent["next"], readonly [string, Tint]>> = {
  move: ["move", "green"],
  start: ["start", "green"],
  "already-there": ["already there", "dim"],
  "not-there": ["not there", "dim"],
  skip: ["stays", "yellow"],
};

function nextCell(next: MigratingAgent["next"]): { text: string; tint: Tint } {
  const [text, tint] = nexts[next];
  return { text, tint };
}

function fateWords(
  { fate, id }: ConversationFate,
  { from }: MigratingAgent,
  home: string | undefined,
): string | undefined {
  if (fate === "kept") return `goes on with conversation ${id}`;
  // As at any start of it.
  if (fate === "new") return undefined;
  if (fate === "unknown")
    return "begins a new conversation: which one it is in now is not known from outside";
  const folder = homely(from?.workdir ?? "", home);
  return `begins a new conversation: ${id} belongs to ${folder}, and its workdir is another`;
}

function endLine({ name, outcome, conversation, strays = 0, reason }: MigratedAgent): string {
  const notes = [
    ...(outcome === "moved" && conversation?.fate === "kept" ? ["with its conversation"] : []),
    ...(strays === 0
      ? []
      : [`${strays} ${strays === 1 ? "process" : "processes"} had to be killed`]),
    ...(outcome === "moved" || outcome === "not-there" ? [reason] : []),
  ].filter((text) => text !== undefined);
  const words = outcome.replace("-", " ");
  return notes.length === 0 ? `${name} ${words}` : `${name} ${words} (${notes.join("; ")})`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${visible(name)}\``).join(", ");
}
