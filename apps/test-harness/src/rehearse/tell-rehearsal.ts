import { visible } from "@mosaicstack/tmux-client/visible";
import type { Case, Suite } from "../report/case.js";
import type { AgentOutcome, DisasterReport, RehearsalDocument } from "./rehearsal-document.js";

/** A case for each disaster: it passes where every agent that ran runs again by itself. */
export function suiteOfRehearsal({ disasters }: RehearsalDocument): Suite {
  return { name: "rehearsal", cases: disasters.map(caseOf) };
}

function caseOf(report: DisasterReport): Case {
  const { id, supervisor, title, status, reason, artefacts, agents, seconds } = report;
  const width = Math.max(0, ...agents.map(({ name }) => name.length));
  const told = agents.map((agent) => `${agent.name.padEnd(width)}  ${tell(agent)}`);
  const [first, ...seen] = reason?.split("\n") ?? [];
  const kept = artefacts === undefined ? [] : [`kept in ${artefacts}`];
  const name = `${id}, ${supervisor}: ${title}`;
  const details = [...seen, ...told, ...kept].map((line) => visible(line));
  if (status === "skipped") return { name, status, reason: visible(first ?? ""), details, seconds };
  if (status === "survived") return { name, status: "passed", details, seconds };
  const why = visible(first ?? `${lostOf(agents)} of ${ranOf(agents)} agents need you`);
  return { name, status: "failed", reason: why, details, seconds };
}

const lostOf = (agents: readonly AgentOutcome[]): number =>
  agents.filter(({ outcome }) => outcome === "away" || outcome === "at-login").length;
const ranOf = (agents: readonly AgentOutcome[]): number =>
  agents.filter(({ outcome }) => outcome !== "off").length;

/** In a person's words. */
function tell({ outcome, memory, why = "" }: AgentOutcome): string {
  const remembers = memory === "conversation" ? "with its conversation" : "and begins anew";
  const words: Readonly<Record<AgentOutcome["outcome"], string>> = {
    untouched: "goes on, as if nothing had been",
    back: `is back by itself, ${remembers}`,
    "at-login": `ends, and is back only when you log in again, ${remembers}; \`loginctl enable-linger\` keeps it`,
    away: `stays away: ${why}`,
    off: "did not run, and still does not",
  };
  return words[outcome];
}
