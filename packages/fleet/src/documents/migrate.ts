import { array, boolean, int, literal, strictObject, string, type ZodType } from "zod";
import { activitySchema, type ActivityStatus } from "./activity.js";
import { lifecycleSchema, type Lifecycle } from "./status.js";
import type { Shape } from "./shape.js";

const makers = ["launcher", "other"] as const;
const fates = ["kept", "new", "elsewhere", "unknown"] as const;
const nexts = ["move", "start", "already-there", "not-there", "skip"] as const;
const outcomes = ["moved", "already-there", "not-there", "skipped", "failed"] as const;
const leftServers = ["running", "absent", "not-answering"] as const;

/** What stands of an agent on the old socket. */
export interface OldSession {
  /** As it is called now. */
  readonly session: string;
  /** `launcher`: it bears the marks of an agent of ours; `other`: it has the agent's name, and somebody else made it. */
  readonly madeBy: (typeof makers)[number];
  /** First process of its pane; null where that is gone. */
  readonly pid: number | null;
  readonly activity: ActivityStatus;
  /** Where the program in front of it is; null where that is not known. */
  readonly workdir: string | null;
  /** Somebody looks at it. */
  readonly attached: boolean;
}

/** Whether its conversation comes along. */
export interface ConversationFate {
  /**
   * `kept`: the new one goes on with it; `new`: the roster or the runtime brings none back; `elsewhere`: it belongs to another folder
   * than the roster's; `unknown`: nobody says which one it is. All but `kept` begin a new one.
   */
  readonly fate: (typeof fates)[number];
  readonly id: string | null;
}

/** The document of `migrate --dry-run`: what is there on both sockets. */
export interface MigratePlanDocument {
  readonly version: 1;
  readonly from: string;
  /** Null: the person's own default server. */
  readonly to: string | null;
  readonly server: (typeof leftServers)[number];
  /** In roster order. */
  readonly agents: readonly MigratingAgent[];
  /** Sessions on the old server that are no agent's of this roster: they are left alone. */
  readonly others: readonly string[];
}

export interface MigratingAgent {
  readonly name: string;
  /** What stands on the old socket. */
  readonly from: OldSession | null;
  /** What is true of it on its new one. */
  readonly to: { readonly lifecycle: Lifecycle; readonly session: string | null };
  /** `start`: an earlier `migrate` was cut short behind the end of the old one. `skip`: it stays where it is, for `reason`. */
  readonly next: (typeof nexts)[number];
  readonly reason?: string;
  /** Of one that moves. */
  readonly conversation?: ConversationFate;
}

/** The document of `migrate`. */
export interface MigrateDocument {
  readonly version: 1;
  readonly from: string;
  readonly to: string | null;
  /** In roster order. */
  readonly agents: readonly MigratedAgent[];
  /** What is on the old server at the end; it is never ended by us. */
  readonly left: {
    readonly server: (typeof leftServers)[number];
    readonly sessions: readonly string[];
  };
}

export interface MigratedAgent {
  readonly name: string;
  /** What stood on the old socket; null where nothing did. */
  readonly from: OldSession | null;
  readonly outcome: (typeof outcomes)[number];
  /** Why it failed or was skipped, and what to do; of one that moved what there is to know. */
  readonly reason?: string;
  /** It was waited for, and its time was over first. */
  readonly timedOut?: true;
  readonly conversation?: ConversationFate;
  /** Processes of the old one that had to be killed. */
  readonly strays?: number;
}

const oldSession: ZodType<OldSession> = strictObject({
  session: string(),
  madeBy: literal(makers),
  pid: int().nullable(),
  activity: activitySchema,
  workdir: string().nullable(),
  attached: boolean(),
} satisfies Shape<OldSession>);

const conversation: ZodType<ConversationFate> = strictObject({
  fate: literal(fates),
  id: string().nullable(),
} satisfies Shape<ConversationFate>);

const migratingAgent: ZodType<MigratingAgent> = strictObject({
  name: string(),
  from: oldSession.nullable(),
  to: strictObject({ lifecycle: lifecycleSchema, session: string().nullable() }),
  next: literal(nexts),
  reason: string().exactOptional(),
  conversation: conversation.exactOptional(),
} satisfies Shape<MigratingAgent>);

const migratedAgent: ZodType<MigratedAgent> = strictObject({
  name: string(),
  from: oldSession.nullable(),
  outcome: literal(outcomes),
  reason: string().exactOptional(),
  timedOut: literal(true).exactOptional(),
  conversation: conversation.exactOptional(),
  strays: int().exactOptional(),
} satisfies Shape<MigratedAgent>);

export const migratePlanSchema: ZodType<MigratePlanDocument> = strictObject({
  version: literal(1),
  from: string(),
  to: string().nullable(),
  server: literal(leftServers),
  agents: array(migratingAgent),
  others: array(string()),
} satisfies Shape<MigratePlanDocument>);

export const migrateSchema: ZodType<MigrateDocument> = strictObject({
  version: literal(1),
  from: string(),
  to: string().nullable(),
  agents: array(migratedAgent),
  left: strictObject({ server: literal(leftServers), sessions: array(string()) }),
} satisfies Shape<MigrateDocument>);
