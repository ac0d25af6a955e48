import { randomUUID } from "node:crypto";
import { isTmuxError, type PaneRef } from "@mosaicstack/tmux-client";
import { readActivityRecord } from "../channel/activity-file.js";
import { ensureChannel } from "../channel/agent-channel.js";
import { recordDelivery } from "../channel/deliveries.js";
import type { DeliveryOutcome, DeliveryReceipt } from "../channel/delivery-record.js";
import { ASLEEP } from "../channel/asleep.js";
import { enqueue, queued, type QueuedMessage } from "../channel/queue.js";
import { endExpired } from "../channel/withdraw.js";
import { breakIn } from "./break-in.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { handOver } from "./hand-over.js";
import { hindranceAt, isDrained, lookAt, screenHindrance } from "./hindrance.js";
import { isTooLong, terminalAt } from "./line-reader.js";
import { takeLock, type Lock } from "./lock.js";
import { sleepRefusal } from "./sleep-refusal.js";
import { normalise, type Message } from "./message.js";
import { reasonOf } from "./reasons.js";
import { runDrain } from "./run-drain.js";
import { settleLeftOver } from "./settle-left-over.js";
import { asTyped, forgetFile } from "./through-file.js";
import { isLate, TOO_LATE } from "./too-late.js";
import { typeMessage } from "./type-message.js";
import { recordedEnd, refused, type Typed } from "./typed.js";

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
    const reason = dead ? reasonOf("dead") : (error as Error).message;
    return { outcome: dead ? "refused" : "failed", receipt: null, reason };
  });
  if (NEVER_READ.includes(end.outcome)) forgetFile(target.channel, sent.id);
  const { id, bytes, sha256 } = sent;
  // Nothing was tried: its sender wakes the agent, and comes again.
  if (end.reason === ASLEEP) return { id, bytes, sha256, ms: Date.now() - began, ...end };
  const { isRecorded = false, ...told } = end;
  const until = end.outcome === "queued" ? untilOf({ expires }) : {};
  const delivery = { id, bytes, sha256, ms: Date.now() - began, ...told, ...until };
  if (!isRecorded) recordDelivery(target.channel, { at: new Date().toISOString(), ...delivery });
  return delivery;
}

/** Outcomes of what no agent was given. */
const NEVER_READ: readonly DeliveryOutcome[] = ["refused", "failed", "expired", "cancelled"];

type Target = DeliveryTarget & { readonly pane: PaneRef };
type Sent = Message & { readonly id: string };

async function attempt(target: DeliveryTarget, sent: Sent, policy: DeliveryPolicy): Promise<Typed> {
  const { pane, channel, runtime } = target;
  const asleep = sleepRefusal(channel, policy);
  if (asleep !== undefined) return asleep;
  if (pane === undefined) return refused("not-running");
  if (sent.text.trim() === "") return refused("empty");
  ensureChannel(channel);
  endExpired(channel);
  if (isLate(policy)) return TOO_LATE;
  const text = asTyped(channel, sent);
  // Written by the plugin itself, so it is loaded, in the process that runs now.
  const native = readActivityRecord(channel)?.source === "native";
  if (native && runtime?.channel.drain === "native") {
    const queues = (reason: string): QueuedMessage =>
      noteAndQueue(target, { ...sent, text }, policy, reason);
    const given = await handOver(target, { id: sent.id, text }, policy, queues);
    if (given !== undefined) return given;
  }
  const left = Math.max(0, (policy.expires ?? Infinity) - Date.now());
  const lock = await takeLock(channel, Math.min(policy.lockMs ?? 60_000, left));
  if (lock === undefined) return isLate(policy) ? TOO_LATE : refused("lock");
  try {
    if (isLate(policy)) return TOO_LATE;
    return await underLock({ ...target, pane }, { ...sent, text }, { ...policy, lock });
  } finally {
    lock();
  }
}

async function underLock(
  target: Target,
  message: Sent,
  policy: DeliveryPolicy & { readonly lock: Lock },
): Promise<Typed> {
  // Again: it may have gone to sleep while we waited for the lock.
  const asleep = sleepRefusal(target.channel, policy);
  if (asleep !== undefined) return asleep;
  const { whenBusy = "queue" } = policy;
  const { id, text } = message;
  const sight = await lookAt(target);
  const hindrance = hindranceAt(target, policy, sight);
  const drained = isDrained(target, sight.facts);
  const breaksIn = whenBusy === "now" || whenBusy === "interrupt";
  if (hindrance !== undefined) {
    const isIn = breaksIn && hindrance.word === "busy";
    const waits = hindrance.busy && drained && whenBusy === "queue";
    if (!waits && !isIn) return inTheWay(hindrance.reason);
    if (await isTooLong(text, terminalAt(sight.facts.tty))) return refused("too-long");
    if (isIn) return await breakIn(target, { id, text, sight }, policy);
    return await throughQueue(target, message, policy, hindrance.reason);
  }
  const left = await settleLeftOver(target, policy, policy.lock);
  if (left.refusal !== undefined) return inTheWay(left.refusal);
  // Who waits longer comes first, but for who would break in; the end of that turn brings the next one.
  if (!breaksIn && drained && queued(target.channel).length > 0)
    return await throughQueue(target, message, policy, reasonOf("waits"));
  return await typeMessage(
    target,
    { id, text, sight: left.wasNone ? sight : undefined, behind: left.unseen },
    policy,
  );
}

/** Behind what waits; and the oldest is handed over at once where the agent is free, for the end of its turn found nothing. */
async function throughQueue(
  target: Target,
  message: Sent,
  policy: DeliveryPolicy & { readonly lock: Lock },
  reason: string,
): Promise<Typed> {
  noteAndQueue(target, message, policy, reason);
  const end = { outcome: "queued", receipt: null, reason, isRecorded: true } as const;
  const sight = await lookAt(target);
  // Of a box that only we can read the drain is not told
  if (hindranceAt(target, policy, sight) ?? screenHindrance(target, sight.screen)) return end;
  // Where it cannot be done now, it waits on.
  await runDrain("held", target, policy).catch(() => undefined);
  return recordedEnd(target.channel, message.id) ?? end;
}

/** In this order: whoever takes it out of the queue tells what came of it behind what we tell. */
function noteAndQueue(
  { channel }: DeliveryTarget,
  { id, bytes, sha256, text }: Sent,
  { expires }: DeliveryPolicy,
  reason: string,
): QueuedMessage {
  const at = new Date().toISOString();
  const told = { id, at, outcome: "queued", receipt: null, bytes, sha256, reason } as const;
  recordDelivery(channel, { ...told, ...untilOf({ expires }) });
  return enqueue(channel, id, text, { expires });
}

function untilOf({ expires }: DeliveryPolicy): { readonly expires?: string } {
  return expires === undefined ? {} : { expires: new Date(expires).toISOString() };
}

function inTheWay(reason: string): Typed {
  return { outcome: "refused", receipt: null, reason };
}

function wholeSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000) * 1000;
}
