import { exitCode } from "../exit-code.js";
import type { SupervisorName } from "../views/views.js";
import type { RehearsalLane } from "./choose-lane.js";

/** What `live --format json` prints. */
export interface LiveDocument {
  readonly version: 1;
  /** The lane of the sandboxes; `null` when there was none. */
  readonly lane: RehearsalLane | null;
  /** Of the first round; the next one has the next number. */
  readonly seed: number;
  /** In the order in which they were asked for. */
  readonly scenarios: readonly ScenarioResult[];
  readonly summary: { readonly passed: number; readonly failed: number; readonly skipped: number };
}

export interface ScenarioResult {
  readonly id: string;
  readonly title: string;
  readonly supervisor: SupervisorName;
  /** What its choices were drawn with. */
  readonly seed: number;
  readonly status: "passed" | "failed" | "skipped";
  /** Why it failed or was skipped; after the first line further disagreements and the views. */
  readonly reason?: string;
  /** The folder that keeps what was there when it failed. */
  readonly artefacts?: string;
  /** Of a failure: the command that has it again. Default: its scenario alone, under its supervisor, with its seed. */
  readonly again?: string;
  readonly seconds: number;
}

export function liveDocument(
  lane: LiveDocument["lane"],
  seed: number,
  scenarios: readonly ScenarioResult[],
): LiveDocument {
  const count = (status: ScenarioResult["status"]): number =>
    scenarios.filter((scenario) => scenario.status === status).length;
  const summary = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
  return { version: 1, lane, seed, scenarios, summary };
}

/** Where all was skipped, nothing was proved. */
export function exitCodeOfLive({ summary: { passed, failed } }: LiveDocument): number {
  if (failed > 0) return exitCode.failed;
  return passed > 0 ? exitCode.held : exitCode.nothingRan;
}
