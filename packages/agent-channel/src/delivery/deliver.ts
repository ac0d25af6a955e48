import { randomUUID } from "node:crypto";
import { isTmuxError, type PaneRef } from "@mosaicstack/tmux-client";
import { readActivityRecord } from "../channel/activity-file.js";
import { ensureChannel } from "../channel/agent-channel.js";
import { readDeliveries, recordDelivery } from "../channel/deliveries.js";
import type { DeliveryOutcome, DeliveryReceipt } from "../channel/delivery-record.js";
import { enqueue, queued } from "../channel/queue.js";
import { endExpired, isEnd } from "../channel/withdraw.js";
import { breakIn } from "./break-in.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { handOver } from "./hand-over.js";
import { hindranceNow, isDrained } from "./hindrance.js";
import { lineHindrance } from "./line-reader.js";
import { takeLock } from "./lock.js";
import { normalise, type Message } from "./message.js";
import { settleLeftOver } from "./settle-left-over.js";
import { isLate, TOO_LATE } from "./too-late.js";
import { typeMessage } from "./type-message.js";
import type { Typed } from "./typed.js";
import { typeOldest } from "./type-oldest.js";
import { asTyped, forgetFile } from "./through-file.js";

/** What became of one message. */
export interface Delivery {
  readonly id: string;
  readonly outcome: DeliveryOutcome;
  /** What proves it; null without a proof. */
  readonly receipt: DeliveryReceipt | null;
  /** Of the text as delivered. */
  readonly bytes: number;
  readonly sha256: string;
  readonly ms: number;
  readonly reason?: string;
  /** Until when it may be handed over, ISO 8601 UTC; of one that is queued. */
  readonly expires?: string;
}

/**
 * Gives an agent one message: by its own interface where it has one, else typed into its pane under the agent's lock.
 * What it does decides: idle, it gets it now; busy, it gets it at the end of its turn where something hands it over then
 * (`queued`), else not (`refused`). Half-typed text, dialogs and dead panes are respected: `refused`, with the reason.
 * Each delivery is recorded in the channel. Never throws for what tmux or the file system says: that is `failed`, or
 * `uncertain` once something was pasted.
 */
export async function deliver(
  target: DeliveryTarget,
  message: string,
  policy: DeliveryPolicy = {},
): Promise<Delivery> {
  const began = Date.now();
  const sent = { id: randomUUID(), ...normalise(message) };
  const expires = policy.expires && wholeSeconds(policy.expires);
  const end = await attempt(target, sent, { ...policy, expires }).catch((error: unknown): Typed => {
    const dead = isTmuxError(error, "PaneDead") || isTmuxError(error, "NoSuchPane");
    const reason = dead ? "its pane is dead" : (error as Error).message;
    return { outcome: dead ? "refused" : "failed", receipt: null, reason };
  });
  if (NEVER_READ.includes(end.outcome)) forgetFile(target.channel, sent.id);
  const { id, bytes, sha256 } = sent;
  const until =
    end.outcome === "queued" && expires !== undefined
      ? { expires: new Date(expires).toISOString() }
      : {};
  const delivery = { id, bytes, sha256, ms: Date.now() - began, ...end, ...until };
  if (!isTold(target, delivery))
    recordDelivery(target.channel, { at: new Date().toISOString(), ...delivery });
  return delivery;
}

/** Who withdrew it from the queue has recorded that. */
function isTold({ channel }: DeliveryTarget, { id, outcome }: Delivery): boolean {
  if (outcome !== "expired" && outcome !== "cancelled") return false;
  return readDeliveries(channel).some((each) => each.id === id && isEnd(each.outcome));
}

/** Outcomes of what no agent was given. */
const NEVER_READ: readonly DeliveryOutcome[] = ["refused", "failed", "expired", "cancelled"];

type Target = DeliveryTarget & { readonly pane: PaneRef };
type Sent = Message & { readonly id: string };

async function attempt(target: DeliveryTarget, sent: Sent, policy: DeliveryPolicy): Promise<Typed> {
  const { pane, channel, runtime } = target;
  if (pane === undefined) return refused("not running");
  if (sent.text.trim() === "") return refused("empty");
  ensureChannel(channel);
  endExpired(channel);
  if (isLate(policy)) return TOO_LATE;
  const text = asTyped(channel, sent);
  // Written by the plugin itself, so it is loaded, in the process that runs now.
  const native = readActivityRecord(channel)?.source === "native";
  if (native && runtime?.channel.drain === "native") {
    const given = await handOver(target, { id: sent.id, text }, policy);
    if (given !== undefined) return given;
  }
  const left = (policy.expires ?? Infinity) - Date.now();
  const release = await takeLock(channel, Math.min(policy.lockMs ?? 60_000, Math.max(0, left)));
  if (isLate(policy)) {
    release?.();
    return TOO_LATE;
  }
  if (release === undefined) return refused("another sender types to it all the time");
  try {
    return await underLock({ ...target, pane }, { id: sent.id, text }, policy);
  } finally {
    release();
  }
}

async function underLock(
  target: Target,
  message: { readonly id: string; readonly text: string },
  policy: DeliveryPolicy,
): Promise<Typed> {
  const { channel } = target;
  const { whenBusy = "queue", expires } = policy;
  const hindrance = await hindranceNow(target, policy);
  const drained = isDrained(target);
  const waits = hindrance?.busy === true && drained && whenBusy === "queue";
  const chosen = whenBusy === "now" || whenBusy === "interrupt" ? whenBusy : undefined;
  const breaksIn = hindrance?.reason === "busy" && chosen !== undefined;
  if (hindrance !== undefined && !waits && !breaksIn) return refused(hindrance.reason);
  const tooLong = await lineHindrance(target, message.text);
  if (tooLong !== undefined) return refused(tooLong.reason);
  if (breaksIn) return await breakIn(target, message, policy);
  if (hindrance !== undefined) {
    enqueue(channel, message.id, message.text, { expires });
    // The turn may have ended meanwhile, and its end found nothing to hand over.
    const isOver = (await hindranceNow(target, policy)) === undefined;
    const left = isOver ? await settleLeftOver(target, policy) : undefined;
    const isFree = left !== undefined && left.refusal === undefined;
    const oldest = isFree ? await typeOldest(target, message.id, policy, left.unseen) : undefined;
    return oldest ?? { outcome: "queued", receipt: null, reason: hindrance.reason };
  }
  const left = await settleLeftOver(target, policy);
  if (left.refusal !== undefined) return refused(left.refusal);
  if (isLate(policy)) return TOO_LATE;
  const sent = { ...message, behind: left.unseen };
  const isFirst = chosen !== undefined || !drained || queued(channel).length === 0;
  if (isFirst) return await typeMessage(target, sent, policy);
  // Who waits longer comes first; the end of that turn brings the next one.
  enqueue(channel, message.id, message.text, { expires });
  const oldest = await typeOldest(target, message.id, policy, left.unseen);
  return oldest ?? { outcome: "queued", receipt: null, reason: "others wait before it" };
}

function refused(reason: string): Typed {
  return { outcome: "refused", receipt: null, reason };
}

function wholeSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000) * 1000;
}
