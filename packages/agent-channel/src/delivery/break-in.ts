import type { PaneRef } from "@mosaicstack/tmux-client";
import { readActivityRecord } from "../channel/activity-file.js";
import { enqueue, finish, leftOver, take } from "../channel/queue.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { awaitTaken } from "./hand-over.js";
import { interruptHindrance, interruptTurn, pressInterrupt } from "./interrupt.js";
import type { Sight } from "./hindrance.js";
import type { Lock } from "./lock.js";
import { busyWords } from "./reasons.js";
import { settleLeftOver } from "./settle-left-over.js";
import { typeMessage } from "./type-message.js";
import { recordedEnd, refused, uncertain, type Typed } from "./typed.js";

type Target = DeliveryTarget & { readonly pane: PaneRef };
interface Sent {
  readonly id: string;
  readonly text: string;
  /** A look at the pane of just now. */
  readonly sight: Sight;
}
type Policy = DeliveryPolicy & { readonly lock: Lock };

/**
 * Hands a message to an agent in the midst of its turn, before all that is queued, in the way that its sender chose. Refused
 * where its runtime is not known to bear that. The caller holds the agent's lock.
 */
export async function breakIn(target: Target, message: Sent, policy: Policy): Promise<Typed> {
  return policy.whenBusy === "now"
    ? await typeMeanwhile(target, message, policy)
    : await interruptFirst(target, message, policy);
}

async function typeMeanwhile(target: Target, message: Sent, policy: Policy): Promise<Typed> {
  if (target.runtime?.busyInput !== true) return refused("busy", busyWords.unknownInput);
  if (leftOver(target.channel).length > 0) return refused("busy", busyWords.leftOver);
  return await typeMessage(target, { ...message, working: true }, policy);
}

async function interruptFirst(target: Target, { id, text }: Sent, policy: Policy): Promise<Typed> {
  const { channel, runtime } = target;
  const native = readActivityRecord(channel)?.source === "native";
  if (native && runtime?.channel.drain === "native") {
    const hindrance = await interruptHindrance(target);
    if (hindrance !== undefined) return inTheWay(hindrance.reason);
    // Its plugin takes the first one as soon as the turn ends, so this one has to stand there by then
    const { expires } = policy;
    const waiting = enqueue(channel, id, text, { expires, first: true });
    try {
      await pressInterrupt(target);
    } catch (error) {
      // What is told to have failed must not come later all the same
      if (take(channel, waiting) === undefined)
        return recordedEnd(channel, id) ?? uncertain("no-receipt", "taken, and no receipt came");
      finish(channel, waiting);
      throw error;
    }
    const given = await awaitTaken(channel, waiting, policy);
    return given ?? refused("busy", busyWords.wentOn);
  }
  const hindrance = await interruptTurn(target, policy);
  if (hindrance !== undefined) return inTheWay(hindrance.reason);
  const left = await settleLeftOver(target, policy, policy.lock);
  if (left.refusal !== undefined) return inTheWay(left.refusal);
  return await typeMessage(target, { id, text, behind: left.unseen }, policy);
}

function inTheWay(reason: string): Typed {
  return { outcome: "refused", receipt: null, reason };
}
