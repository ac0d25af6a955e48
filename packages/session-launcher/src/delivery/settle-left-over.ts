import type { PaneRef } from "@mosaicstack/tmux-client";
import { recordDelivery } from "../channel/deliveries.js";
import { finish, leftOver } from "../channel/queue.js";
import { receiptFor } from "./await-receipt.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { dialogHindrance } from "./hindrance.js";
import { boxPart, needsColours, withoutColours } from "../runtime/input-box.js";
import { paneCalls } from "./pane-calls.js";

/**
 * Ends what a sender who died left behind. Where its text stands in the input box, Enter completes it: else it would
 * become the beginning of the next message. It is never pasted again.
 */
export async function settleLeftOver(
  target: DeliveryTarget & { readonly pane: PaneRef },
  policy: DeliveryPolicy,
): Promise<void> {
  const { tmux, pane, channel, runtime } = target;
  for (const { text, ...message } of leftOver(channel)) {
    const painted = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const safe = dialogHindrance(target, painted) === undefined;
    const proof = receiptFor(target, { text, painted });
    const entered =
      safe && standsInBox(text, runtime === undefined ? painted : boxPart(runtime.box, painted));
    if (entered) await paneCalls(tmux).enter(pane);
    const receipt = entered ? await proof.within(policy.enterMs ?? 1500) : undefined;
    const end =
      receipt === undefined || !proof.known
        ? ({ outcome: "uncertain", receipt: null, reason: "its sender died" } as const)
        : ({ outcome: "delivered", receipt } as const);
    recordDelivery(channel, { id: message.id, at: new Date().toISOString(), ...end });
    finish(channel, message);
  }
}

/** Whether it shows the end of the text, or the mark that some boxes put in place of a long one. */
function standsInBox(text: string, coloured: string): boolean {
  const box = withoutColours(coloured);
  const flat = (part: string): string => part.replaceAll(/\s+/g, "");
  const tail = flat(text).slice(-24);
  return (tail !== "" && flat(box).includes(tail)) || /\[Pasted [^\]]*\]/.test(box);
}
