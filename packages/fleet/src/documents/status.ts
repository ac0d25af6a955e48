import { array, boolean, int, literal, number, strictObject, string, type ZodType } from "zod";
import { activitySchema, type ActivityStatus } from "./activity.js";
import { driftSchema, type Drift } from "./drift.js";
import { reasonSchema, type Reason } from "./reason.js";
import type { Shape } from "./shape.js";

export const supervisorKinds = ["systemd", "tmux"] as const;
const serverStates = [
  "running",
  "absent",
  "socket-lost",
  "version-skew",
  "exiting",
  "not-answering",
] as const;
export const lifecycles = ["inactive", "activating", "active", "deactivating", "failed"] as const;
const edges = ["start", "stop"] as const;
const wishes = ["running", "stopped"] as const;

/** The document that `mosaic-fleet status --json` prints. */
export interface StatusDocument {
  readonly version: 1;
  /** The roster's file. */
  readonly roster: string;
  /** Null: the agents are guests on the person's own default server. */
  readonly socket: string | null;
  readonly supervisor: (typeof supervisorKinds)[number];
  readonly server: ServerStatus;
  /** In roster order. */
  readonly agents: readonly AgentStatus[];
  readonly summary: StatusSummary;
}

export interface StatusSummary {
  readonly running: number;
  readonly stopped: number;
  readonly failed: number;
  readonly drifted: number;
}

export interface ServerStatus {
  readonly state: (typeof serverStates)[number];
  readonly pid: number | null;
  readonly version: string | null;
}

/** systemd's words, under either supervisor. */
export type Lifecycle = (typeof lifecycles)[number];

export interface AgentStatus {
  readonly name: string;
  readonly desired: (typeof wishes)[number];
  readonly lifecycle: Lifecycle;
  readonly activity: ActivityStatus;
  /** Messages that wait for it. */
  readonly waiting: number;
  /** The session that its pane is in, as that is called now. */
  readonly session: { readonly name: string; readonly attached: boolean } | null;
  /** Null also where its pane is gone and others keep the session. tmux's `#{pane_pid}`: the launcher's pane half. */
  readonly pane: { readonly pid: number; readonly dead: boolean } | null;
  /** ISO 8601 UTC: when this state began. */
  readonly since: string | null;
  readonly restarts: number;
  readonly lastExit: LastExit | null;
  readonly memoryBytes: number | null;
  /** Not there: nothing starts and stops it by the clock. */
  readonly schedule?: ScheduleStatus;
  /** Why it is not as desired, with what to do; null where it is, and where nobody knows. */
  readonly reason: Reason | null;
  readonly drift: readonly Drift[];
  /** Of an agent that has a worktree, where it is there. Another branch than expected is no drift: it is the agent's to switch. */
  readonly worktree?: WorktreeStatus;
}

export interface WorktreeStatus {
  readonly path: string;
  /** Null: no branch is checked out. */
  readonly branch: string | null;
  /** What the roster says. */
  readonly expected: string;
}

export interface ScheduleStatus {
  /** Its schedule stopped it, and starts it again. */
  readonly stopped: boolean;
  /** The next edge, of one that is stopped so the next start; null where none comes, or nobody knows. */
  readonly next: {
    readonly action: (typeof edges)[number];
    /** ISO 8601 UTC. */
    readonly at: string;
  } | null;
}

/** An agent's own last end. */
export interface LastExit {
  readonly code: number | null;
  /** By name, as `SIGKILL`. */
  readonly signal: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
}

const server: ZodType<ServerStatus> = strictObject({
  state: literal(serverStates),
  pid: int().nullable(),
  version: string().nullable(),
} satisfies Shape<ServerStatus>);

const lastExit: ZodType<LastExit> = strictObject({
  code: int().nullable(),
  signal: string().nullable(),
  at: string(),
} satisfies Shape<LastExit>);

export const lifecycleSchema: ZodType<Lifecycle> = literal(lifecycles);
const schedule: ZodType<ScheduleStatus> = strictObject({
  stopped: boolean(),
  next: strictObject({ action: literal(edges), at: string() }).nullable(),
} satisfies Shape<ScheduleStatus>);

const agent: ZodType<AgentStatus> = strictObject({
  name: string(),
  desired: literal(wishes),
  lifecycle: lifecycleSchema,
  activity: activitySchema,
  waiting: int(),
  session: strictObject({ name: string(), attached: boolean() }).nullable(),
  pane: strictObject({ pid: int(), dead: boolean() }).nullable(),
  since: string().nullable(),
  restarts: int(),
  lastExit: lastExit.nullable(),
  memoryBytes: number().nullable(),
  schedule: schedule.exactOptional(),
  reason: reasonSchema.nullable(),
  drift: array(driftSchema),
  worktree: strictObject({
    path: string(),
    branch: string().nullable(),
    expected: string(),
  } satisfies Shape<WorktreeStatus>).exactOptional(),
} satisfies Shape<AgentStatus>);

const summary: ZodType<StatusSummary> = strictObject({
  running: int(),
  stopped: int(),
  failed: int(),
  drifted: int(),
} satisfies Shape<StatusSummary>);

export const statusSchema: ZodType<StatusDocument> = strictObject({
  version: literal(1),
  roster: string(),
  socket: string().nullable(),
  supervisor: literal(supervisorKinds),
  server,
  agents: array(agent),
  summary,
} satisfies Shape<StatusDocument>);
