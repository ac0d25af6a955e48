import { array, int, literal, number, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const outcomes = [
  "delivered",
  "queued",
  "refused",
  "uncertain",
  "failed",
  "expired",
  "cancelled",
] as const;
const receipts = ["hook", "stream", "native", "record", "screen"] as const;

/** The document of `send`. */
export interface SendDocument {
  readonly version: 1;
  readonly deliveries: readonly AgentDelivery[];
}

export interface AgentDelivery {
  readonly agent: string;
  readonly id: string;
  readonly outcome: (typeof outcomes)[number];
  /** What proves it; null without a proof. */
  readonly receipt: (typeof receipts)[number] | null;
  /** Of the text as delivered. */
  readonly bytes: number;
  readonly sha256: string;
  readonly ms: number;
  readonly reason?: string;
  /** Of one that is queued: from then on it is not handed over any more, ISO 8601 UTC. */
  readonly expires?: string;
}

const delivery: ZodType<AgentDelivery> = strictObject({
  agent: string(),
  id: string(),
  outcome: literal(outcomes),
  receipt: literal(receipts).nullable(),
  bytes: int(),
  sha256: string(),
  ms: number(),
  reason: string().exactOptional(),
  expires: string().exactOptional(),
} satisfies Shape<AgentDelivery>);

export const sendSchema: ZodType<SendDocument> = strictObject({
  version: literal(1),
  deliveries: array(delivery),
} satisfies Shape<SendDocument>);
