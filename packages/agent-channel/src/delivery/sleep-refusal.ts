import { ASLEEP, readSleep } from "../channel/asleep.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { reasonOf } from "./reasons.js";
import type { Typed } from "./typed.js";

/** Undefined where it is awake. The lock is held while it goes to sleep, so who holds it knows for sure. */
export function sleepRefusal(
  channel: DeliveryTarget["channel"],
  { wake }: DeliveryPolicy,
): Typed | undefined {
  if (readSleep(channel) === undefined) return undefined;
  return {
    outcome: "refused",
    receipt: null,
    reason: wake === "never" ? reasonOf("asleep-cannot-wake") : ASLEEP,
  };
}
