import { setTimeout as sleep } from "node:timers/promises";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { readActivityRecord } from "../channel/activity-file.js";
import { readDeliveries, recordDelivery } from "../channel/deliveries.js";
import type { DeliveryReceipt } from "../channel/delivery-record.js";
import { isDue, type QueuedMessage } from "../channel/message-name.js";
import { endExpired } from "../channel/withdraw.js";
import { finish, leftOver, textOf } from "../channel/queue.js";
import { boxPart, needsColours, withoutColours } from "@mosaicstack/runtimes";
import type { Screen } from "@mosaicstack/runtimes";
import { receiptFor } from "./await-receipt.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { newDialog } from "./hindrance.js";
import { emptyLine, terminalOf, type Terminal } from "./line-reader.js";
import { paneCalls } from "./pane-calls.js";
import { textAtCursor, type AtCursor } from "./text-at-cursor.js";
import type { Typed } from "./typed.js";

type Target = DeliveryTarget & { readonly pane: PaneRef };

/** What became of what senders who died had left. */
export interface Settled {
  /** Why nothing may be typed behind it. */
  readonly refusal?: string;
  /** Texts of which nobody knows whether they stand there still: what is typed must not be shown as the end of one. */
  readonly unseen: readonly string[];
}

/**
 * Ends what a sender who died left behind: else it would become the beginning of the next message. Where its text is what
 * stands in the input box, or in front of the cursor, Enter completes it. In a line that the terminal gathers and does not
 * show, it is taken back. It is never pasted again.
 */
export async function settleLeftOver(target: Target, policy: DeliveryPolicy): Promise<Settled> {
  const { channel } = target;
  const native = readActivityRecord(channel)?.source === "native";
  const unseen: string[] = [];
  endExpired(channel);
  const all = leftOver(channel).filter(({ withdrawn }) => withdrawn === undefined);
  const ended = all.length === 0 ? new Set() : endedIn(channel);
  let count = 0;
  for (const message of all) {
    // A plugin takes so long at the most to give one to its runtime.
    if (native && Date.now() - message.at < 60_000) continue;
    // One at a time: all of them together may be of any size
    const text = textOf(channel, message);
    if (text === undefined) continue;
    if (ended.has(message.id)) {
      finish(channel, message);
      continue;
    }
    if (++count > MOST) break;
    const end = await settle(target, { ...message, text }, policy);
    if ("refusal" in end) return { ...end, unseen };
    if (end.outcome !== "delivered") unseen.push(text);
    recordDelivery(channel, { id: message.id, at: new Date().toISOString(), ...end });
    finish(channel, message);
  }
  return { unseen };
}

/** Whose end is recorded already: its sender died behind that. */
function endedIn(channel: Target["channel"]): ReadonlySet<string> {
  const ended = readDeliveries(channel).filter(({ outcome }) => outcome !== "queued");
  return new Set(ended.map(({ id }) => id));
}

/** A sender who dies leaves one; the others wait for the next time. */
const MOST = 32;
/** Milliseconds in which a program shows what was pasted. */
const SHOWN_MS = 500;
const IN_THE_WAY = {
  refusal: "draft: a message whose sender died stands in its input box, and not alone",
} as const;

const LATE: Typed = {
  outcome: "uncertain",
  receipt: null,
  reason: "its sender died, and its time is up: it stands in the input box",
};

async function settle(
  target: Target,
  left: QueuedMessage & { readonly text: string },
  policy: DeliveryPolicy,
): Promise<Typed | { readonly refusal: string }> {
  const terminal = await terminalOf(target);
  // Of what was pasted, the terminal passed on all lines but the last
  const line = terminal.gathersLines ? (left.text.split("\n").at(-1) ?? "") : left.text;
  const { screen, where } = await whereIs(target, { ...left, line });
  const dialog = newDialog(target, screen, { before: { ...screen, text: "" }, text: left.text });
  if (dialog !== undefined) return { refusal: dialog.reason };
  const isLate = isDue(left);
  // Enter would hand it over now: a person decides on what stands there
  if (where === "alone" && isLate && !terminal.gathersLines)
    return knowsBox(target) ? LATE : IN_THE_WAY;
  if (where === "alone" && !isLate) {
    const receipt = await enter(target, { text: left.text, screen }, policy);
    if (receipt !== undefined) return { outcome: "delivered", receipt };
    const now = terminal.gathersLines ? undefined : await whereIs(target, { ...left, line });
    if (now?.where === "alone" && !knowsBox(target)) return IN_THE_WAY;
  } else if (where === "else" || (where === "cut" && !terminal.gathersLines)) {
    return IN_THE_WAY;
  } else if (terminal.gathersLines && (where !== "none" || isHidden(terminal, screen))) {
    await emptyLine(target, terminal);
  }
  return { outcome: "uncertain", receipt: null, reason: "its sender died" };
}

async function enter(
  target: Target,
  { text, screen }: { readonly text: string; readonly screen: Screen },
  policy: DeliveryPolicy,
): Promise<DeliveryReceipt | undefined> {
  const proof = await receiptFor(target, { text, before: screen, painted: screen });
  await paneCalls(target.tmux).enter(target.pane);
  return await proof.within(policy.enterMs ?? 1500);
}

/** Whether nothing would be seen of a line that the terminal holds. */
function isHidden({ echoes }: Terminal, { cursor }: Screen): boolean {
  return !echoes || cursor.x === 0;
}

function knowsBox({ runtime }: Target): boolean {
  return (runtime?.box.text ?? null) !== null;
}

/** Where its text stands, looked at once more while it may not be painted yet. */
async function whereIs(
  target: Target,
  { text, line, at }: { readonly text: string; readonly line: string; readonly at: number },
): Promise<{ readonly screen: Screen; readonly where: AtCursor }> {
  const { tmux, pane, runtime } = target;
  const { width = Infinity } = (await paneCalls(tmux).facts(pane)) ?? {};
  const end = Date.now() + Math.min(SHOWN_MS, 2 * SHOWN_MS - (Date.now() - at));
  for (;;) {
    const screen = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const box = runtime && knowsBox(target) ? boxPart(runtime.box, screen.text) : undefined;
    const where = knowsBox(target) ? inBox(text, box) : textAtCursor(line, screen, width);
    if (where !== "none" || Date.now() >= end) return { screen, where };
    await sleep(50);
  }
}

/**
 * Whether the input box holds this very text, or the mark that some put in place of a long one: from its beginning, behind
 * what marks the box, to its end. Somebody's draft may end in the same words.
 */
export function inBox(text: string, coloured: string | undefined): "alone" | "none" {
  if (coloured === undefined) return "none";
  const flat = (part: string): string => part.replaceAll(/\s+/g, "");
  const box = flat(withoutColours(coloured));
  const [head, tail] = [flat(text).slice(0, 24), flat(text).slice(-24)];
  const at = box.indexOf(head);
  const isWhole = head !== "" && at >= 0 && at <= 2 && box.includes(tail);
  return isWhole || /^.{0,2}\[Pasted/u.test(box) ? "alone" : "none";
}
