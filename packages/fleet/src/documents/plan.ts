import type { AgentReport } from "./reports.js";

/** The document of `plan`, and of `apply --dry-run`. */
export interface PlanDocument {
  readonly version: 1;
  /** In the order in which `apply` does them. */
  readonly changes: readonly Change[];
  readonly summary: PlanSummary;
}

/** One difference between roster and machine. */
export interface Change {
  readonly action: "create" | "update" | "delete" | "start" | "stop" | "restart";
  readonly kind: "file" | "unit" | "link" | "session";
  /** Null: it is the whole fleet's. */
  readonly agent: string | null;
  /** A path, a unit or a session, by its kind. */
  readonly target: string;
  /** What runs keeps what it was started with until it is restarted. */
  readonly needsRestart: boolean;
  /** Done by `apply --prune` alone. */
  readonly needsPrune: boolean;
  /** Why, half a sentence. */
  readonly reason: string;
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly start: number;
  readonly stop: number;
  readonly restart: number;
  /** Whether the machine is not as the roster wants it: `plan` exits 3. What merely is of another version is no such thing. */
  readonly differs: boolean;
}

/** The document of `apply`. */
export interface ApplyDocument {
  readonly version: 1;
  /** What was to be done, in order, and what became of it. */
  readonly changes: readonly (Change & {
    /** `left`: it needs `--prune` or `--restart`, or was not to be done. */
    readonly outcome: "done" | "left" | "failed";
    readonly message?: string;
  })[];
  readonly agents: readonly AgentReport[];
}
