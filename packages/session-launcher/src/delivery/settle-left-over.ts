import type { PaneRef } from "@mosaicstack/tmux-client";
import { readActivityRecord } from "../channel/activity-file.js";
import { recordDelivery } from "../channel/deliveries.js";
import { finish, leftOver } from "../channel/queue.js";
import { receiptFor } from "./await-receipt.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { ownDialog } from "../runtime/find-obstacle.js";
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
  const native = readActivityRecord(channel)?.source === "native";
  for (const { text, ...message } of leftOver(channel)) {
    // A plugin takes so long at the most to give one to its runtime.
    if (native && Date.now() - message.at < 60_000) continue;
    const painted = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const proof = await receiptFor(target, { text, before: painted, painted });
    const entered =
      runtime !== undefined &&
      ownDialog(runtime, painted) === undefined &&
      standsInBox(text, boxPart(runtime.box, painted.text));
    if (entered) await paneCalls(tmux).enter(pane);
    const receipt = entered ? await proof.within(policy.enterMs ?? 1500) : undefined;
    const end =
      receipt === undefined
        ? ({ outcome: "uncertain", receipt: null, reason: "its sender died" } as const)
        : ({ outcome: "delivered", receipt } as const);
    recordDelivery(channel, { id: message.id, at: new Date().toISOString(), ...end });
    finish(channel, message);
  }
}

/**
 * Whether the input box holds this very text, or the mark that some put in place of a long one: from its beginning, behind
 * what marks the box, to its end. Somebody's draft may end in the same words.
 */
function standsInBox(text: string, coloured: string | undefined): boolean {
  if (coloured === undefined) return false;
  const flat = (part: string): string => part.replaceAll(/\s+/g, "");
  const box = flat(withoutColours(coloured));
  const [head, tail] = [flat(text).slice(0, 24), flat(text).slice(-24)];
  const at = box.indexOf(head);
  const isWhole = head !== "" && at >= 0 && at <= 2 && box.includes(tail);
  return isWhole || /^.{0,2}\[Pasted/u.test(box);
}
