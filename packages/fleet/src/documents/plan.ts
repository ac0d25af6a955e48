import { array, boolean, int, literal, strictObject, string, type ZodType } from "zod";
import { agentReportSchema, type AgentReport } from "./reports.js";
import type { Shape } from "./shape.js";

const actions = ["create", "update", "delete", "start", "stop", "restart"] as const;
const kinds = ["file", "unit", "link", "session", "worktree"] as const;
const outcomes = ["done", "left", "failed"] as const;

/** The document of `plan`, and of `apply --dry-run`. */
export interface PlanDocument {
  readonly version: 1;
  /** In the order in which `apply` does them. */
  readonly changes: readonly Change[];
  readonly summary: PlanSummary;
}

/** One difference between roster and machine. */
export interface Change {
  readonly action: (typeof actions)[number];
  readonly kind: (typeof kinds)[number];
  /** Null: it is the whole fleet's. */
  readonly agent: string | null;
  /** A path, a unit or a session, by its kind; of a worktree where it stands. */
  readonly target: string;
  /** What runs keeps what it was started with until it is restarted. */
  readonly needsRestart: boolean;
  /** Done by `apply --prune` alone. */
  readonly needsPrune: boolean;
  /** A restart for the sake of another version of ours: done by `apply --restart` alone, and no difference. */
  readonly needsWish?: true;
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
  readonly changes: readonly AppliedChange[];
  readonly agents: readonly AgentReport[];
}

export interface AppliedChange extends Change {
  /** `left`: it needs `--prune` or `--restart`, was not to be done, or is kept for what `message` says. */
  readonly outcome: (typeof outcomes)[number];
  readonly message?: string;
}

const changeShape = {
  action: literal(actions),
  kind: literal(kinds),
  agent: string().nullable(),
  target: string(),
  needsRestart: boolean(),
  needsPrune: boolean(),
  needsWish: literal(true).exactOptional(),
  reason: string(),
} satisfies Shape<Change>;

const summary: ZodType<PlanSummary> = strictObject({
  create: int(),
  update: int(),
  delete: int(),
  start: int(),
  stop: int(),
  restart: int(),
  differs: boolean(),
} satisfies Shape<PlanSummary>);

export const planSchema: ZodType<PlanDocument> = strictObject({
  version: literal(1),
  changes: array(strictObject(changeShape)),
  summary,
} satisfies Shape<PlanDocument>);

const appliedChange: ZodType<AppliedChange> = strictObject({
  ...changeShape,
  outcome: literal(outcomes),
  message: string().exactOptional(),
} satisfies Shape<AppliedChange>);

export const applySchema: ZodType<ApplyDocument> = strictObject({
  version: literal(1),
  changes: array(appliedChange),
  agents: array(agentReportSchema),
} satisfies Shape<ApplyDocument>);
