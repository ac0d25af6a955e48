import type { PaneRef } from "@mosaicstack/tmux-client";
import { readDeliveries } from "../channel/deliveries.js";
import { endExpired } from "../channel/withdraw.js";
import { leftOver, textOf } from "../channel/queue.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import type { Lock } from "./lock.js";
import { rules } from "./rules.js";
import { runDrain } from "./run-drain.js";

/** What became of what senders who died had left. */
export interface LeftOver {
  /** Why nothing may be typed behind it. */
  readonly refusal?: string;
  /** Nothing was left, and nothing was touched. */
  readonly wasNone: boolean;
  /** Texts of which nobody knows whether they stand there still: what is typed must not be shown as the end of one. */
  readonly unseen: readonly string[];
}

/** Lets drain-queue.sh end what senders who died left; else it would become the begin of the next message. */
export async function settleLeftOver(
  target: DeliveryTarget & { readonly pane: PaneRef },
  policy: DeliveryPolicy,
  lock: Lock,
): Promise<LeftOver> {
  const { channel } = target;
  // What is too late, or was withdrawn, is no left-over, and needs no drain
  endExpired(channel);
  const left = leftOver(channel);
  if (left.length === 0) return { wasNone: true, unseen: [] };
  const texts = new Map(
    left.slice(0, rules.left_most).map((each) => [each.id, textOf(channel, each)]),
  );
  const refusal = await runDrain("recover", target, { ...policy, lock });
  const ends = readDeliveries(channel).filter(({ outcome }) => outcome === "uncertain");
  const unseen = ends.flatMap(({ id }) => texts.get(id) ?? []);
  return { wasNone: false, unseen, ...(refusal === "" ? {} : { refusal }) };
}
