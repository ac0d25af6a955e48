import type { RehearsalLane } from "./choose-lane.js";

/** What `live --format json` prints. */
export interface LiveDocument {
  readonly version: 1;
  /** The lane of the sandboxes; `null` when there was none. */
  readonly lane: RehearsalLane | null;
  readonly scenarios: readonly ScenarioResult[];
  readonly summary: { readonly passed: number; readonly failed: number; readonly skipped: number };
}

export interface ScenarioResult {
  readonly id: string;
  readonly title: string;
  readonly status: "passed" | "failed" | "skipped";
  /** Why it failed or was skipped; after the first line further disagreements and the four views. */
  readonly reason?: string;
  readonly seconds: number;
}

export function liveDocument(
  lane: LiveDocument["lane"],
  scenarios: readonly ScenarioResult[],
): LiveDocument {
  const count = (status: ScenarioResult["status"]): number =>
    scenarios.filter((scenario) => scenario.status === status).length;
  const summary = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
  return { version: 1, lane, scenarios, summary };
}
