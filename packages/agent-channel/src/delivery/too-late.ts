import type { DeliveryPolicy } from "./delivery-target.js";
import { reasonOf } from "./reasons.js";
import type { Typed } from "./typed.js";

/** What became of a message that was late before it could be typed. */
export const TOO_LATE: Typed = {
  outcome: "expired",
  receipt: null,
  reason: reasonOf("too-late"),
};

/** Whether it is not to be handed over any more. */
export function isLate({ expires }: DeliveryPolicy): boolean {
  return expires !== undefined && Date.now() >= expires;
}
