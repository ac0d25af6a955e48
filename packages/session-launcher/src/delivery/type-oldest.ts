import type { PaneRef } from "@mosaicstack/tmux-client";
import { recordDelivery } from "../channel/deliveries.js";
import { finish, giveBack, queued, take } from "../channel/queue.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { lineHindrance } from "./line-reader.js";
import { typeMessage, type Typed } from "./type-message.js";

/**
 * Types the oldest message of the queue, and records what became of it; what could not be typed goes back. What became of
 * it if it is the one of this id, else undefined. The caller holds the agent's lock.
 */
export async function typeOldest(
  target: DeliveryTarget & { readonly pane: PaneRef },
  id: string,
  policy: DeliveryPolicy,
): Promise<Typed | undefined> {
  const { channel } = target;
  const [oldest] = queued(channel);
  const text = oldest && take(channel, oldest);
  if (oldest === undefined || text === undefined) return undefined;
  let end: Typed;
  let isTooLong = false;
  try {
    end = await typeMessage(target, { id: oldest.id, text, taken: true }, policy);
    // What this program cannot take whole would keep all behind it waiting.
    const long = end.outcome === "refused" ? await lineHindrance(target, text) : undefined;
    if (long !== undefined) [isTooLong, end] = [true, { ...end, reason: long.reason }];
  } catch {
    // Nothing of it was pasted. It waits on, and so does whoever asks for it.
    giveBack(channel, oldest);
    return undefined;
  }
  if (end.outcome === "refused" && !isTooLong) {
    giveBack(channel, oldest);
    return undefined;
  }
  finish(channel, oldest);
  if (oldest.id === id) return end;
  recordDelivery(channel, { id: oldest.id, at: new Date().toISOString(), ...end });
  return undefined;
}
