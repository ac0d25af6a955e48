import { setTimeout as sleep } from "node:timers/promises";
import { isTmuxError, type PaneRef } from "@mosaicstack/tmux-client";
import type { DeliveryOutcome, DeliveryReceipt } from "../channel/deliveries.js";
import { begin, finish } from "../channel/queue.js";
import { receiptFor, type Proof } from "./await-receipt.js";
import { holdsText, needsColours } from "../runtime/input-box.js";
import type { Runtime } from "../runtime/runtime.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { dialogHindrance, lineHindrance, screenHindrance } from "./hindrance.js";
import { paneCalls } from "./pane-calls.js";

/** What became of it. */
export interface Typed {
  readonly outcome: DeliveryOutcome;
  readonly receipt: DeliveryReceipt | null;
  readonly reason?: string;
}

/**
 * Pastes a message into the pane, waits until it is painted and the screen stands still, sends Enter alone, and waits
 * for a receipt. Enter may be sent again while the text still stands in the input box, the paste never is. The caller
 * holds the agent's lock. Throws TmuxError where nothing was pasted.
 */
export async function typeMessage(
  target: DeliveryTarget & { readonly pane: PaneRef },
  {
    id,
    text,
    taken = false,
  }: { readonly id: string; readonly text: string; readonly taken?: boolean },
  policy: DeliveryPolicy = {},
): Promise<Typed> {
  const { tmux, pane, channel, runtime } = target;
  const calls = paneCalls(tmux);
  if ((await calls.facts(pane))?.inMode === true) await leaveMode(target);
  const before = await calls.screen(pane, needsColours(runtime));
  const hindrance = screenHindrance(target, before) ?? (await lineHindrance(target, pane, text));
  if (hindrance !== undefined)
    return { outcome: "refused", receipt: null, reason: hindrance.reason };
  // From here on a death of ours leaves a file that tells the next one; what was queued has one already.
  const begun = taken ? undefined : begin(channel, id, text);
  let pasted = false;
  try {
    await pasteOnce(target, text);
    pasted = true;
    const painted = await quiet(target, before, {
      stillMs: stillMs(text),
      endMs: (policy.paintMs ?? (target.runtime ? 5000 : 2000)) + 200 * pieces(text),
    });
    // A prompt that we do not know, say, would take Enter for its answer.
    if (runtime !== undefined && painted === before)
      return { outcome: "uncertain", receipt: null, reason: "its screen did not show the text" };
    return await enter(target, { text, painted }, policy);
  } catch (error) {
    const unknown = isTmuxError(error) && error.delivery === "unknown";
    if (!pasted && !unknown) throw error;
    return { outcome: "uncertain", receipt: null, reason: (error as Error).message };
  } finally {
    if (begun !== undefined) finish(channel, begun);
  }
}

/** Somebody scrolled: what is typed into copy mode is lost. */
async function leaveMode({ tmux, pane }: { tmux: DeliveryTarget["tmux"]; pane: PaneRef }) {
  const { server } = pane;
  await tmux.run(["send-keys", "-X", "-t", pane.id, "cancel"], { server });
}

async function pasteOnce(target: DeliveryTarget & { pane: PaneRef }, text: string): Promise<void> {
  try {
    await target.tmux.panes.paste(target.pane, text);
  } catch (error) {
    // Refused within tmux, so nothing of it was pasted.
    if (!isTmuxError(error, "PaneInMode")) throw error;
    await leaveMode(target);
    await target.tmux.panes.paste(target.pane, text);
  }
}

/** Sends Enter until there is a receipt, or it is not known any more what Enter would mean. */
async function enter(
  target: DeliveryTarget & { readonly pane: PaneRef },
  { text, painted }: { readonly text: string; readonly painted: string },
  policy: DeliveryPolicy,
): Promise<Typed> {
  const { tmux, pane, runtime } = target;
  const proof: Proof = receiptFor(target, { text, painted });
  const end = Date.now() + (policy.receiptMs ?? (runtime === undefined ? 3000 : 10_000));
  for (let attempt = 0; ; attempt++) {
    await paneCalls(tmux).enter(pane);
    const receipt = await proof.within(Math.min(policy.enterMs ?? 1500, end - Date.now()));
    if (!proof.known)
      return { outcome: "uncertain", receipt: null, reason: "sent; this runtime gives no receipt" };
    if (receipt !== undefined) return { outcome: "delivered", receipt };
    const screen = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const stands = runtime !== undefined && textStands(runtime, screen, painted);
    if (attempt < 3 && stands && dialogHindrance(target, screen) === undefined) continue;
    const late = stands ? undefined : await proof.within(end - Date.now());
    if (late !== undefined) return { outcome: "delivered", receipt: late };
    const reason = stands ? "the text still stands in its input box" : "no receipt came";
    return { outcome: "uncertain", receipt: null, reason };
  }
}

/** Whether the input box still holds the text: its pattern says so, or nothing at all has changed. */
function textStands({ box }: Runtime, screen: string, painted: string): boolean {
  return holdsText(box, screen) ?? screen === painted;
}

const STEP = 40;

/** A long paste is read in pieces of 4 KiB, each painted before the next is read. */
function pieces(text: string): number {
  return Math.floor(Buffer.byteLength(text) / 4096);
}

/** How long a screen has to stand still. */
function stillMs(text: string): number {
  return 120 + Math.min(880, 50 * pieces(text));
}

/**
 * The screen once it differs from `before` and has stood still, for twice as long as it took from one change to the
 * next; or after the deadline.
 */
async function quiet(
  { tmux, pane, runtime }: DeliveryTarget & { readonly pane: PaneRef },
  before: string,
  { stillMs: least, endMs }: { readonly stillMs: number; readonly endMs: number },
): Promise<string> {
  const calls = paneCalls(tmux);
  const end = Date.now() + endMs;
  let last = await calls.screen(pane, needsColours(runtime));
  let since = Date.now();
  let still = least;
  while (Date.now() < end && (last === before || Date.now() - since < still)) {
    await sleep(STEP);
    const now = await calls.screen(pane, needsColours(runtime));
    if (now === last) continue;
    if (last !== before) still = Math.max(still, 2 * (Date.now() - since));
    [last, since] = [now, Date.now()];
  }
  return last;
}
