import type { DeliveryOutcome } from "../channel/delivery-record.js";
import type { TurnEnd } from "./turn-end.js";

/** A message that was given to an agent. */
export interface Asked {
  readonly id: string;
  readonly text: string;
  /** Before it was given, milliseconds since the epoch: nothing older is its answer. */
  readonly since: number;
  /** It waits for the end of another turn. */
  readonly queued: boolean;
}

/** What became of the turn that the message began. */
export type Answered =
  | Pick<TurnEnd, "answer" | "source" | "reason">
  | { readonly answer: null; readonly source: null; readonly reason: string }
  | Undelivered;

/** A message that waited, and was not taken in the end. */
export interface Undelivered {
  readonly outcome: Exclude<DeliveryOutcome, "delivered" | "queued">;
  readonly answer: null;
  readonly source: null;
  readonly reason: string;
}

export interface AnswerOptions {
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Whether the agent's session is over, so that nothing more will be told. */
  readonly isGone?: () => boolean;
}
