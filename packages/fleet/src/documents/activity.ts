import { literal, number, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

export const activityStates = [
  "starting",
  "idle",
  "working",
  "blocked",
  "done",
  "error",
  "asleep",
  "replaced",
  "unknown",
] as const;
const sources = [
  "hook",
  "stream",
  "native",
  "record",
  "launcher",
  "process",
  "title",
  "output",
  "none",
] as const;
const blocks = ["permission", "question", "auth", "quota"] as const;

/** What an agent does, where that is known from, and how old the news are. */
export interface ActivityStatus {
  readonly state: (typeof activityStates)[number];
  /** `process`: what has its terminal; `output`: nothing is known but when it printed last; `none`: not even that. */
  readonly source: (typeof sources)[number];
  readonly ageMs: number | null;
  /** Why it is blocked. */
  readonly kind?: (typeof blocks)[number];
  /** When a quota ends, ISO 8601 UTC. */
  readonly until?: string;
  /** One line for people, from outside. */
  readonly message?: string;
  /** Why its own word is not known. */
  readonly reason?: string;
  /** It works, and neither event nor output came for longer than its runtime usually takes. */
  readonly stuck?: true;
}

export const activitySchema: ZodType<ActivityStatus> = strictObject({
  state: literal(activityStates),
  source: literal(sources),
  ageMs: number().nullable(),
  kind: literal(blocks).exactOptional(),
  until: string().exactOptional(),
  message: string().exactOptional(),
  reason: string().exactOptional(),
  stuck: literal(true).exactOptional(),
} satisfies Shape<ActivityStatus>);
