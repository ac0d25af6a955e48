import { array, literal, strictObject, string, type ZodType } from "zod";
import { activitySchema, activityStates, type ActivityStatus } from "./activity.js";
import { lifecycles, type Lifecycle } from "./status.js";
import type { Shape } from "./shape.js";

/** What can be waited for: what an agent does, and systemd's words. */
export const waitableStates: readonly string[] = [...activityStates, ...lifecycles];

const outcomes = ["reached", "gone", "waiting"] as const;

/** The document of `wait`. */
export interface WaitDocument {
  readonly version: 1;
  /** In the given order. */
  readonly agents: readonly WaitedAgent[];
}

/** How one agent stands at the end of the wait. */
export interface WaitedAgent {
  readonly agent: string;
  /** `gone`: it does not run, so that it can no longer come; `waiting`: it is not there yet. */
  readonly outcome: (typeof outcomes)[number];
  /** The word that was waited for; of what is not there yet what it does, or its lifecycle where it does not run. */
  readonly state: string;
  readonly lifecycle: Lifecycle;
  readonly activity: ActivityStatus;
  /** Why it cannot come, or why nobody can tell. */
  readonly reason?: string;
}

const waitedAgent: ZodType<WaitedAgent> = strictObject({
  agent: string(),
  outcome: literal(outcomes),
  state: string(),
  lifecycle: literal(lifecycles),
  activity: activitySchema,
  reason: string().exactOptional(),
} satisfies Shape<WaitedAgent>);

export const waitSchema: ZodType<WaitDocument> = strictObject({
  version: literal(1),
  agents: array(waitedAgent),
} satisfies Shape<WaitDocument>);
