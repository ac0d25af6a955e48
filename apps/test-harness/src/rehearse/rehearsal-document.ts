import type { RehearsalLane } from "../live/choose-lane.js";
import type { SupervisorName } from "../views/views.js";

/** What `live --roster FILE --format json` prints. */
export interface RehearsalDocument {
  readonly version: 1;
  readonly lane: RehearsalLane | null;
  /** The roster's file. */
  readonly roster: string;
  readonly seed: number;
  readonly disasters: readonly DisasterReport[];
  /** `survived`: disasters after which every agent that ran runs again by itself. */
  readonly summary: {
    readonly survived: number;
    readonly lost: number;
    readonly failed: number;
    readonly skipped: number;
  };
}

export interface DisasterReport {
  readonly id: string;
  readonly title: string;
  readonly supervisor: SupervisorName;
  /** `failed`: it could not be rehearsed. `skipped`: there was no lane, or no agent is to run. */
  readonly status: "survived" | "lost" | "failed" | "skipped";
  readonly reason?: string;
  readonly artefacts?: string;
  /** In roster order. */
  readonly agents: readonly AgentOutcome[];
  readonly seconds: number;
}

/**
 * `untouched`: it noticed nothing. `back`: it was started again by itself. `at-login`: only once the person logs in again. `away`: it should
 * run, and does not any more, or never did. `off`: it was not to run: not enabled, outside its schedule, or done.
 */
export type Outcome = "untouched" | "back" | "at-login" | "away" | "off";

export interface AgentOutcome {
  readonly name: string;
  readonly outcome: Outcome;
  /** What a new life remembers. */
  readonly memory: "conversation" | "nothing";
  /** Of one that is away: why, and what to do. */
  readonly why?: string;
}

export function rehearsalDocument(
  given: Omit<RehearsalDocument, "version" | "summary">,
): RehearsalDocument {
  const count = (wanted: DisasterReport["status"]): number =>
    given.disasters.filter(({ status }) => status === wanted).length;
  const summary = {
    survived: count("survived"),
    lost: count("lost"),
    failed: count("failed"),
    skipped: count("skipped"),
  };
  return { version: 1, ...given, summary };
}
