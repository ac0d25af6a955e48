import type { AgentChannel } from "../channel/agent-channel.js";
import { enqueue, finish, take, type QueuedMessage } from "../channel/queue.js";
import { readReceipt } from "../channel/receipt-file.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { activityHindrance } from "./hindrance.js";
import { reasonOf } from "./reasons.js";
import { rules } from "./rules.js";
import { recordedEnd, type Typed } from "./typed.js";

/**
 * Gives a message to the plugin inside the runtime, by the queue that it watches. Undefined when it did not take it
 * and it was taken back: then it has to be typed.
 */
export async function handOver(
  target: DeliveryTarget,
  message: { readonly id: string; readonly text: string },
  policy: DeliveryPolicy,
  queues: (reason: string) => QueuedMessage,
): Promise<Typed | undefined> {
  const { channel } = target;
  const { whenBusy = "queue", expires } = policy;
  const hindrance = activityHindrance(target, policy);
  // Both go by its box
  if (hindrance?.word === "busy" && (whenBusy === "now" || whenBusy === "interrupt"))
    return undefined;
  if (hindrance !== undefined && (!hindrance.busy || whenBusy !== "queue"))
    return { outcome: "refused", receipt: null, reason: hindrance.reason };
  if (hindrance !== undefined) {
    queues(hindrance.reason);
    return { outcome: "queued", receipt: null, reason: hindrance.reason, isRecorded: true };
  }
  const waiting = enqueue(channel, message.id, message.text, { expires });
  return await awaitTaken(channel, waiting, policy);
}

/** Waits until the plugin has it; undefined when it did not take it and it was taken back. */
export async function awaitTaken(
  channel: AgentChannel,
  waiting: QueuedMessage,
  { receiptMs = rules.receipt_ms }: DeliveryPolicy,
): Promise<Typed | undefined> {
  const took = await waitInFolder(channel.folder, receiptMs, () =>
    readReceipt(channel)?.id === waiting.id ? true : undefined,
  );
  if (took) return { outcome: "delivered", receipt: "native" };
  if (take(channel, waiting) !== undefined) {
    finish(channel, waiting);
    return undefined;
  }
  // It was taken out, and another message may have followed it by now.
  const known = recordedEnd(channel, waiting.id);
  const reason = reasonOf("no-receipt", "taken, and no receipt came");
  return known ?? { outcome: "uncertain", receipt: null, reason };
}
