import type { PaneRef } from "@mosaicstack/tmux-client";
import { recordDelivery } from "../channel/deliveries.js";
import { isDue, type QueuedMessage } from "../channel/message-name.js";
import { finish, giveBack, queued, take } from "../channel/queue.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { lineHindrance } from "./line-reader.js";
import { TOO_LATE } from "./too-late.js";
import { typeMessage } from "./type-message.js";
import type { Typed } from "./typed.js";

/**
 * Types the oldest message of the queue, and records what became of it; what could not be typed goes back. What became of
 * it if it is the one of this id, else undefined. What is no message of ours to take is passed over, what says nothing is
 * taken out. `behind`: what may stand in its box, see `Settled`. The caller holds the agent's lock.
 */
export async function typeOldest(
  target: DeliveryTarget & { readonly pane: PaneRef },
  id: string,
  policy: DeliveryPolicy,
  behind: readonly string[] = [],
): Promise<Typed | undefined> {
  const { channel } = target;
  for (const message of queued(channel)) {
    const text = take(channel, message);
    if (text === undefined) continue;
    const end = isDue(message)
      ? TOO_LATE
      : await typeTaken(target, { ...message, text, behind }, policy);
    if (end === undefined) {
      giveBack(channel, message);
      return undefined;
    }
    const isOwn = message.id === id;
    // The line first: who dies behind it leaves a file that is ended already
    if (!isOwn) recordDelivery(channel, { id: message.id, at: new Date().toISOString(), ...end });
    finish(channel, message);
    if (isOwn) return end;
    if (text.trim() !== "" && end.outcome !== "expired") return undefined;
  }
  return undefined;
}

/** Undefined: nothing of it was pasted, so it waits on, and so does whoever asks for it. */
async function typeTaken(
  target: DeliveryTarget & { readonly pane: PaneRef },
  message: QueuedMessage & { readonly text: string; readonly behind: readonly string[] },
  policy: DeliveryPolicy,
): Promise<Typed | undefined> {
  if (message.text.trim() === "") return { outcome: "refused", receipt: null, reason: "empty" };
  try {
    const end = await typeMessage(
      target,
      { ...message, taken: true },
      { ...policy, expires: message.expires },
    );
    if (end.outcome !== "refused") return end;
    // What this program cannot take whole would keep all behind it waiting.
    const long = await lineHindrance(target, message.text);
    return long && { ...end, reason: long.reason };
  } catch {
    return undefined;
  }
}
