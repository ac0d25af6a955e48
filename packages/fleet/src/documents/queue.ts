import { array, int, literal, number, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const states = ["waiting", "handing"] as const;

/** The document of `queue`. */
export interface QueueDocument {
  readonly version: 1;
  /** By agent in roster order, for each the oldest first. */
  readonly messages: readonly WaitingText[];
}

/** A message that has no end yet. */
export interface WaitingText {
  readonly agent: string;
  readonly id: string;
  /** `handing`: it is being handed over, or its sender died over that and the next one tells what became of it. */
  readonly state: (typeof states)[number];
  /** When it was put there, ISO 8601 UTC. */
  readonly since: string;
  readonly ageMs: number;
  /** From then on it is not handed over any more, ISO 8601 UTC; null: it waits for ever. */
  readonly expires: string | null;
  readonly bytes: number;
  /** Its first words, on one line, without what acts on a terminal. */
  readonly text: string;
}

/** The document of `queue --cancel`. */
export interface CancelDocument {
  readonly version: 1;
  readonly agent: string;
  readonly id: string;
  readonly outcome: "cancelled";
}

const waitingText: ZodType<WaitingText> = strictObject({
  agent: string(),
  id: string(),
  state: literal(states),
  since: string(),
  ageMs: number(),
  expires: string().nullable(),
  bytes: int(),
  text: string(),
} satisfies Shape<WaitingText>);

export const queueSchema: ZodType<QueueDocument> = strictObject({
  version: literal(1),
  messages: array(waitingText),
} satisfies Shape<QueueDocument>);

export const cancelSchema: ZodType<CancelDocument> = strictObject({
  version: literal(1),
  agent: string(),
  id: string(),
  outcome: literal("cancelled"),
} satisfies Shape<CancelDocument>);
