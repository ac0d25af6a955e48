import { readDeliveries } from "../channel/deliveries.js";
import type { AgentChannel } from "../channel/agent-channel.js";
import type { QueuedMessage } from "../channel/message-name.js";
import { enqueue, finish, take } from "../channel/queue.js";
import { readReceipt } from "../channel/receipt-file.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { activityHindrance } from "./hindrance.js";
import type { Typed } from "./typed.js";

/**
 * Gives a message to the plugin inside the runtime, by the queue that it watches. Undefined when it did not take it
 * and it was taken back: then it has to be typed.
 */
export async function handOver(
  target: DeliveryTarget,
  message: { readonly id: string; readonly text: string },
  policy: DeliveryPolicy,
): Promise<Typed | undefined> {
  const { channel } = target;
  const { whenBusy = "queue", expires } = policy;
  const hindrance = activityHindrance(target, policy);
  // Both go by its box
  if (hindrance?.reason === "busy" && (whenBusy === "now" || whenBusy === "interrupt"))
    return undefined;
  if (hindrance !== undefined && (!hindrance.busy || whenBusy !== "queue"))
    return { outcome: "refused", receipt: null, reason: hindrance.reason };
  const waiting = enqueue(channel, message.id, message.text, { expires });
  if (hindrance !== undefined)
    return { outcome: "queued", receipt: null, reason: hindrance.reason };
  return await awaitTaken(channel, waiting, policy);
}

/** Waits until the plugin has it; undefined when it did not take it and it was taken back. */
export async function awaitTaken(
  channel: AgentChannel,
  waiting: QueuedMessage,
  { receiptMs = 10_000 }: DeliveryPolicy,
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
  const known = readDeliveries(channel).find(({ id }) => id === waiting.id);
  if (known?.outcome === "delivered") return { outcome: "delivered", receipt: "native" };
  if (known?.outcome === "expired" || known?.outcome === "cancelled")
    return { outcome: known.outcome, receipt: null };
  return { outcome: "uncertain", receipt: null, reason: "taken, and no receipt came" };
}
