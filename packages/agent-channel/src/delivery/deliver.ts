import { randomUUID } from "node:crypto";
import { isTmuxError, type PaneRef } from "@mosaicstack/tmux-client";
import { readActivityRecord } from "../channel/activity-file.js";
import { ensureChannel } from "../channel/agent-channel.js";
import { readDeliveries, recordDelivery } from "../channel/deliveries.js";
import type { DeliveryOutcome, DeliveryReceipt } from "../channel/delivery-record.js";
import { ASLEEP } from "../channel/asleep.js";
import { enqueue, queued, type QueuedMessage } from "../channel/queue.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { handOver } from "./hand-over.js";
import { hindranceAt, isDrained, lookAt } from "./hindrance.js";
import { isTooLong, terminalAt } from "./line-reader.js";
import { takeLock, type Lock } from "./lock.js";
import { sleepRefusal } from "./sleep-refusal.js";
import { normalise, type Message } from "./message.js";
import { reasonOf } from "./reasons.js";
import { runDrain } from "./run-drain.js";
import { settleLeftOver } from "./settle-left-over.js";
import { asTyped, forgetFile } from "./through-file.js";
import { typeMessage, type Typed } from "./type-message.js";

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
  const end = await attempt(target, sent, policy).catch((error: unknown): Ended => {
    const dead = isTmuxError(error, "PaneDead") || isTmuxError(error, "NoSuchPane");
    const reason = dead ? reasonOf("dead") : (error as Error).message;
    return { outcome: dead ? "refused" : "failed", receipt: null, reason };
  });
  if (end.outcome === "refused" || end.outcome === "failed") forgetFile(target.channel, sent.id);
  const { id, bytes, sha256 } = sent;
  // Nothing was tried: its sender wakes the agent, and comes again.
  if (end.reason === ASLEEP) return { id, bytes, sha256, ms: Date.now() - began, ...end };
  const { isRecorded = false, ...told } = end;
  const delivery = { id, bytes, sha256, ms: Date.now() - began, ...told };
  if (!isRecorded) recordDelivery(target.channel, { at: new Date().toISOString(), ...delivery });
  return delivery;
}

/** `isRecorded`: it was told already, and perhaps, by whoever handed it over meanwhile, what came of it. */
type Ended = Typed & { readonly isRecorded?: boolean };
type Sent = Message & { readonly id: string };

async function attempt(target: DeliveryTarget, sent: Sent, policy: DeliveryPolicy): Promise<Ended> {
  const { pane, channel, runtime } = target;
  const asleep = sleepRefusal(channel, policy);
  if (asleep !== undefined) return asleep;
  if (pane === undefined) return refused(reasonOf("not-running"));
  if (sent.text.trim() === "") return refused(reasonOf("empty"));
  ensureChannel(channel);
  const text = asTyped(channel, sent);
  // Written by the plugin itself, so it is loaded, in the process that runs now.
  const native = readActivityRecord(channel)?.source === "native";
  if (native && runtime?.channel.drain === "native") {
    const queues = (reason: string): QueuedMessage =>
      noteAndQueue(target, { ...sent, text }, reason);
    const given = await handOver(target, { id: sent.id, text }, policy, queues);
    if (given !== undefined) return { ...given, isRecorded: given.outcome === "queued" };
  }
  const lock = await takeLock(channel, policy.lockMs ?? 60_000);
  if (lock === undefined) return refused(reasonOf("lock"));
  try {
    return await underLock({ ...target, pane }, { ...sent, text }, { ...policy, lock });
  } finally {
    lock();
  }
}

async function underLock(
  target: DeliveryTarget & { readonly pane: PaneRef },
  message: Sent,
  policy: DeliveryPolicy & { readonly lock: Lock },
): Promise<Ended> {
  // Again: it may have gone to sleep while we waited for the lock.
  const asleep = sleepRefusal(target.channel, policy);
  if (asleep !== undefined) return asleep;
  const sight = await lookAt(target);
  const hindrance = hindranceAt(target, policy, sight);
  const drained = isDrained(target);
  const waits = hindrance?.busy === true && drained && policy.whenBusy !== "refuse";
  if (hindrance !== undefined) {
    if (!waits) return refused(hindrance.reason);
    const terminal = terminalAt(sight.facts.tty);
    if (await isTooLong(message.text, terminal)) return refused(reasonOf("too-long"));
    return await throughQueue(target, message, policy, hindrance.reason);
  }
  const left = await settleLeftOver(target, policy, policy.lock);
  if (left.refusal !== undefined) return refused(left.refusal);
  // Who waits longer comes first; the end of that turn brings the next one.
  if (drained && queued(target.channel).length > 0)
    return await throughQueue(target, message, policy, reasonOf("waits"));
  const { id, text } = message;
  return await typeMessage(
    target,
    { id, text, sight: left.wasNone ? sight : undefined, behind: left.unseen },
    policy,
  );
}

/** Behind what waits; and the oldest is handed over at once where the agent is free, for the end of its turn found nothing. */
async function throughQueue(
  target: DeliveryTarget & { readonly pane: PaneRef },
  message: Sent,
  policy: DeliveryPolicy & { readonly lock: Lock },
  reason: string,
): Promise<Ended> {
  noteAndQueue(target, message, reason);
  const end = { outcome: "queued", receipt: null, reason, isRecorded: true } as const;
  if (hindranceAt(target, policy, await lookAt(target)) !== undefined) return end;
  // Where it cannot be done now, it waits on.
  await runDrain("held", target, policy).catch(() => undefined);
  const known = readDeliveries(target.channel).find(({ id }) => id === message.id);
  if (known === undefined || known.outcome === "queued") return end;
  const { outcome, receipt, reason: why } = known;
  return { outcome, receipt, isRecorded: true, ...(why === undefined ? {} : { reason: why }) };
}

/** In this order: whoever takes it out of the queue tells what came of it behind what we tell. */
function noteAndQueue({ channel }: DeliveryTarget, message: Sent, reason: string): QueuedMessage {
  const { id, bytes, sha256, text } = message;
  const at = new Date().toISOString();
  recordDelivery(channel, { id, at, outcome: "queued", receipt: null, bytes, sha256, reason });
  return enqueue(channel, id, text);
}

function refused(reason: string): Typed {
  return { outcome: "refused", receipt: null, reason };
}
