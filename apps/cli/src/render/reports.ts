import type { AgentReport } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import { ExitCode } from "../exit-code.js";

/** Shows what became of each agent: a line or the document. Returns the exit code. */
export function showReports(output: Output, agents: readonly AgentReport[]): number {
  if (output.json) output.document({ agents });
  else showAgents(output, agents);
  return exitCodeOfReports(agents);
}

/** A line for each agent, and on stderr why it failed. */
export function showAgents(output: Output, agents: readonly AgentReport[]): void {
  for (const report of agents) output.print(reportLine(report));
  warnFailures(output, agents);
}

/** What no script should overlook: an agent that does not run, or takes no input within its time. */
function isFailure({ outcome }: AgentReport): boolean {
  return outcome === "failed" || outcome === "not-ready";
}

/** Why agents failed, on stderr. */
export function warnFailures(output: Output, agents: readonly AgentReport[]): void {
  if (output.json) return;
  for (const { agent, outcome, message } of agents) {
    if (outcome !== "failed") continue;
    output.warn(`mosaic-fleet: \`${agent}\` failed${message === undefined ? "" : `: ${message}`}`);
  }
}

export function exitCodeOfReports(agents: readonly AgentReport[]): number {
  return agents.some(isFailure) ? ExitCode.Failed : ExitCode.Done;
}

/** `canary stopped (why)`. */
export function reportLine({ agent, outcome, message, strays = 0 }: AgentReport): string {
  const notes = [
    ...(outcome === "failed" || message === undefined ? [] : [message]),
    ...(strays === 0
      ? []
      : [`${strays} ${strays === 1 ? "process" : "processes"} had to be killed`]),
  ];
  return notes.length === 0 ? `${agent} ${outcome}` : `${agent} ${outcome} (${notes.join("; ")})`;
}
