import type { AgentChannel } from "../channel/agent-channel.js";
import { readDeliveries } from "../channel/deliveries.js";
import type { DeliveryOutcome, DeliveryReceipt } from "../channel/delivery-record.js";
import { isEnd } from "../channel/withdraw.js";
import { reasonOf, type ReasonWord } from "./reasons.js";

/** What became of it. */
export interface Typed {
  readonly outcome: DeliveryOutcome;
  readonly receipt: DeliveryReceipt | null;
  readonly reason?: string;
  /** It was told already, and perhaps, by whoever handed it over or withdrew it meanwhile, what came of it. */
  readonly isRecorded?: boolean;
}

export function refused(word: ReasonWord, words?: string): Typed {
  return { outcome: "refused", receipt: null, reason: reasonOf(word, words) };
}

export function uncertain(word: ReasonWord, words?: string): Typed {
  return { outcome: "uncertain", receipt: null, reason: reasonOf(word, words) };
}

/** The end that somebody else has recorded; undefined while there is none. */
export function recordedEnd(channel: AgentChannel, id: string): Typed | undefined {
  const known = readDeliveries(channel).find((each) => each.id === id);
  if (known === undefined || !isEnd(known.outcome)) return undefined;
  const { outcome, receipt, reason } = known;
  const end = { outcome, receipt, isRecorded: true };
  // Of one that was delivered it is the reason why it had been queued
  return reason === undefined || outcome === "delivered" ? end : { ...end, reason };
}
