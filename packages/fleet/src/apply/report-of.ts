import type { Readiness } from "@mosaicstack/session-launcher";
import type { AgentReport } from "../documents/reports.js";
import type { Observation } from "../supervisor/supervisor.js";

/** What became of one that was to be started. */
export function reportOf(
  agent: string,
  failure: string | undefined,
  now: Observation | undefined,
  readiness: Readiness | undefined,
): AgentReport {
  const ended = readiness?.ready === false && readiness.cause === "ended";
  const message = failure ?? (ended || now?.lifecycle !== "active" ? whyNotActive(now) : undefined);
  if (message !== undefined) return { agent, outcome: "failed", message };
  if (readiness?.ready === false) {
    const outcome = readiness.cause === "dialog" ? "waiting" : "not-ready";
    return { agent, outcome, message: readiness.reason };
  }
  return { agent, outcome: "started" };
}

function whyNotActive(seen: Observation | undefined): string {
  const end = seen?.lastExit;
  const how = end === undefined || end === null ? "" : ` with ${end.signal ?? `exit ${end.code}`}`;
  const state =
    seen?.lifecycle === "activating"
      ? "; it is started again after its delay"
      : seen?.lifecycle === "active"
        ? "; it was started again"
        : "";
  return end === undefined || end === null
    ? `it ended at once${state}`
    : `it ended at once${how}${state}`;
}
