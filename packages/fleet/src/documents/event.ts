import { literal, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const kinds = ["lifecycle", "activity", "delivery", "exit", "gap"] as const;

/** A document of `events`: something that happened to an agent. */
export interface EventDocument {
  readonly version: 1;
  /** What `--after` takes; null of a `gap`. */
  readonly id: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Null of a `gap`. */
  readonly agent: string | null;
  /** `gap`: what was between the event that was asked for and the next one is not kept any more. */
  readonly kind: (typeof kinds)[number];
  /** What was before; null where that is not known, or nothing was. */
  readonly from: string | null;
  /** A state of activity, a word of systemd's, the outcome of a message, or the status that the agent ended with. */
  readonly to: string | null;
  /** Who told it: `hook`, `stream`, `native`, `launcher`, `queue`, `send`, and of a `gap` `journal`. */
  readonly source: string;
  /** One line for people, from outside. */
  readonly reason?: string;
  /** The id of the message, of a delivery. */
  readonly message?: string;
}

export const eventSchema: ZodType<EventDocument> = strictObject({
  version: literal(1),
  id: string().nullable(),
  at: string(),
  agent: string().nullable(),
  kind: literal(kinds),
  from: string().nullable(),
  to: string().nullable(),
  source: string(),
  reason: string().exactOptional(),
  message: string().exactOptional(),
} satisfies Shape<EventDocument>);
