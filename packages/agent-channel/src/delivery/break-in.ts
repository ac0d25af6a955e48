import type { PaneRef } from "@mosaicstack/tmux-client";
import { readActivityRecord } from "../channel/activity-file.js";
import { enqueue, leftOver } from "../channel/queue.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { awaitTaken } from "./hand-over.js";
import { interruptHindrance, interruptTurn, pressInterrupt } from "./interrupt.js";
import { settleLeftOver } from "./settle-left-over.js";
import { isLate, TOO_LATE } from "./too-late.js";
import { typeMessage } from "./type-message.js";
import type { Typed } from "./typed.js";

type Target = DeliveryTarget & { readonly pane: PaneRef };
interface Sent {
  readonly id: string;
  readonly text: string;
}

/**
 * Hands a message to an agent in the midst of its turn, before all that is queued, in the way that its sender chose. Refused
 * where its runtime is not known to bear that. The caller holds the agent's lock.
 */
export async function breakIn(
  target: Target,
  message: Sent,
  policy: DeliveryPolicy,
): Promise<Typed> {
  return policy.whenBusy === "now"
    ? await typeMeanwhile(target, message, policy)
    : await interruptFirst(target, message, policy);
}

async function typeMeanwhile(
  target: Target,
  message: Sent,
  policy: DeliveryPolicy,
): Promise<Typed> {
  if (target.runtime?.busyInput !== true)
    return refused("busy: it is not known whether it takes a message while it works");
  if (leftOver(target.channel).length > 0)
    return refused("busy: a message whose sender died is in the way until its turn ends");
  return await typeMessage(target, { ...message, working: true }, policy);
}

async function interruptFirst(
  target: Target,
  message: Sent,
  policy: DeliveryPolicy,
): Promise<Typed> {
  const { channel, runtime } = target;
  const native = readActivityRecord(channel)?.source === "native";
  if (native && runtime?.channel.drain === "native") {
    const hindrance = await interruptHindrance(target);
    if (hindrance !== undefined) return refused(hindrance.reason);
    // Its plugin takes the first one as soon as the turn ends, so this one has to stand there by then
    const { expires } = policy;
    const waiting = enqueue(channel, message.id, message.text, { expires, first: true });
    await pressInterrupt(target);
    const given = await awaitTaken(channel, waiting, policy);
    return given ?? refused("busy: its key was pressed, and it went on with its turn");
  }
  const hindrance = await interruptTurn(target, policy);
  if (hindrance !== undefined) return refused(hindrance.reason);
  const left = await settleLeftOver(target, policy);
  if (left.refusal !== undefined) return refused(left.refusal);
  if (isLate(policy)) return TOO_LATE;
  return await typeMessage(target, { ...message, behind: left.unseen }, policy);
}

function refused(reason: string): Typed {
  return { outcome: "refused", receipt: null, reason };
}
