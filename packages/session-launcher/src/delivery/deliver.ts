import { randomUUID } from "node:crypto";
import { isTmuxError, type PaneRef } from "@mosaicstack/tmux-client";
import { readActivityRecord } from "../channel/activity-file.js";
import { ensureChannel } from "../channel/agent-channel.js";
import {
  recordDelivery,
  type DeliveryOutcome,
  type DeliveryReceipt,
} from "../channel/deliveries.js";
import { enqueue, queued, take, type QueuedMessage } from "../channel/queue.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { handOver } from "./hand-over.js";
import { activityHindrance } from "./hindrance.js";
import { takeLock } from "./lock.js";
import { paneCalls } from "./pane-calls.js";
import { normalise, type Message } from "./message.js";
import { settleLeftOver } from "./settle-left-over.js";
import { typeMessage, type Typed } from "./type-message.js";
import { asTyped } from "./through-file.js";

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
  const end = await attempt(target, sent, policy).catch((error: unknown): Typed => {
    const dead = isTmuxError(error, "PaneDead") || isTmuxError(error, "NoSuchPane");
    const reason = dead ? "its pane is dead" : (error as Error).message;
    return { outcome: dead ? "refused" : "failed", receipt: null, reason };
  });
  const { id, bytes, sha256 } = sent;
  const delivery = { id, bytes, sha256, ms: Date.now() - began, ...end };
  recordDelivery(target.channel, { at: new Date().toISOString(), ...delivery });
  return delivery;
}

type Sent = Message & { readonly id: string };

async function attempt(target: DeliveryTarget, sent: Sent, policy: DeliveryPolicy): Promise<Typed> {
  const { pane, channel, runtime } = target;
  if (pane === undefined) return refused("not running");
  if (sent.text === "") return refused("empty");
  ensureChannel(channel);
  const text = asTyped(channel, sent);
  // Written by the plugin itself, so it is loaded, in the process that runs now.
  const native = readActivityRecord(channel)?.source === "native";
  if (native && runtime?.channel.drain === "native") {
    const given = await handOver(target, { id: sent.id, text }, policy);
    if (given !== undefined) return given;
  }
  const release = await takeLock(channel, policy.lockMs ?? 60_000);
  if (release === undefined) return refused("another sender types to it all the time");
  try {
    return await underLock({ ...target, pane }, { id: sent.id, text }, policy);
  } finally {
    release();
  }
}

async function underLock(
  target: DeliveryTarget & { readonly pane: PaneRef },
  message: { readonly id: string; readonly text: string },
  policy: DeliveryPolicy,
): Promise<Typed> {
  const { channel, runtime, tmux, pane } = target;
  const hindrance = activityHindrance(target, (await paneCalls(tmux).facts(pane))?.title);
  const drained = (runtime?.channel.drain ?? null) !== null;
  if (hindrance !== undefined) {
    const { busy, reason } = hindrance;
    if (!busy || !drained || policy.whenBusy === "refuse") return refused(reason);
    return wait(target, message, reason);
  }
  await settleLeftOver(target, policy);
  const [first] = drained ? queued(channel) : [];
  if (first === undefined) return await typeMessage(target, message, policy);
  // Who waits longer comes first; the end of that turn brings the next one.
  const own = wait(target, message, "others wait before it");
  await typeQueued(target, first, policy);
  return own;
}

function wait(
  { channel }: DeliveryTarget,
  { id, text }: { readonly id: string; readonly text: string },
  reason: string,
): Typed {
  enqueue(channel, id, text);
  return { outcome: "queued", receipt: null, reason };
}

async function typeQueued(
  target: DeliveryTarget & { readonly pane: PaneRef },
  message: QueuedMessage,
  policy: DeliveryPolicy,
): Promise<void> {
  const text = take(target.channel, message);
  if (text === undefined) return;
  const end = await typeMessage(target, { ...message, text }, policy);
  recordDelivery(target.channel, { id: message.id, at: new Date().toISOString(), ...end });
}

function refused(reason: string): Typed {
  return { outcome: "refused", receipt: null, reason };
}
