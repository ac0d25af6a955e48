import { literal, number, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const outcomes = [
  "answered",
  "unanswered",
  "waiting",
  "refused",
  "uncertain",
  "failed",
  "expired",
  "cancelled",
] as const;
const sources = ["hook", "native", "record"] as const;

/** The document of `ask`. */
export interface AskDocument {
  readonly version: 1;
  readonly agent: string;
  /** Of the message, as `send` has it. */
  readonly id: string;
  /**
   * `unanswered`: the turn ended without an answer, or the runtime reports none; `waiting`: the time was over before its end, which may yet
   * come; `refused`, `uncertain`, `failed`, `expired`, `cancelled`: the message was not delivered, as `send` and `queue` say it.
   */
  readonly outcome: (typeof outcomes)[number];
  /** As the runtime itself reports it, without control characters; null without one. */
  readonly answer: string | null;
  /** `record`: the runtime's own record of the conversation; null where nothing was reported. */
  readonly source: (typeof sources)[number] | null;
  /** From the request on. */
  readonly ms: number;
  /** Why there is no answer, or not all of it, and where to look. */
  readonly reason?: string;
}

export const askSchema: ZodType<AskDocument> = strictObject({
  version: literal(1),
  agent: string(),
  id: string(),
  outcome: literal(outcomes),
  answer: string().nullable(),
  source: literal(sources).nullable(),
  ms: number(),
  reason: string().exactOptional(),
} satisfies Shape<AskDocument>);
