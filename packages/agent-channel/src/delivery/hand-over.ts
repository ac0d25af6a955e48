import type { AgentChannel } from "../channel/agent-channel.js";
import { ChannelError } from "../error.js";
import { takeLock } from "./lock.js";
import { sleepRefusal } from "./sleep-refusal.js";
import { enqueue, finish, take, type QueuedMessage } from "../channel/queue.js";
import { readReceipt } from "../channel/receipt-file.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { activityHindrance } from "./hindrance.js";
import { reasonOf } from "./reasons.js";
import { rules } from "./rules.js";
import { isLate, TOO_LATE } from "./too-late.js";
import { recordedEnd, refused, type Typed } from "./typed.js";

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
  const reason = hindrance?.reason;
  const add = (): QueuedMessage =>
    reason === undefined ? enqueue(channel, message.id, message.text, { expires }) : queues(reason);
  const waiting = await addAwake(target, policy, add);
  if ("outcome" in waiting) return waiting;
  if (reason !== undefined) return { outcome: "queued", receipt: null, reason, isRecorded: true };
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

/** Under the agent's lock: who puts it to sleep holds that from his look at the queue on. Without flock(1) nobody does. */
async function addAwake(
  { channel }: DeliveryTarget,
  policy: DeliveryPolicy,
  add: () => QueuedMessage,
): Promise<QueuedMessage | Typed> {
  const left = Math.max(0, (policy.expires ?? Infinity) - Date.now());
  const lock = await takeLock(channel, Math.min(policy.lockMs ?? 60_000, left)).catch(
    (error: unknown) => {
      if (error instanceof ChannelError) return () => {};
      throw error;
    },
  );
  if (lock === undefined) return isLate(policy) ? TOO_LATE : refused("lock");
  try {
    return isLate(policy) ? TOO_LATE : (sleepRefusal(channel, policy) ?? add());
  } finally {
    lock();
  }
}
