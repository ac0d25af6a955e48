import { setTimeout as sleep } from "node:timers/promises";
import { holdsText, needsColours } from "@mosaicstack/runtimes";
import type { PaneRef } from "@mosaicstack/tmux-client";
import type { DeliveryReceipt } from "../channel/delivery-record.js";
import { readReceipt, receiptFault } from "../channel/receipt-file.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { DeliveryTarget } from "./delivery-target.js";
import { hasReadLines, type TerminalOf } from "./line-reader.js";
import { openOwnRecord } from "./own-record.js";
import { paneCalls } from "./pane-calls.js";
import type { ReasonWord } from "./reasons.js";
import { rules } from "./rules.js";
import { ENDED } from "../channel/launcher-words.js";
import { isPrompt } from "./message.js";
import { rowsOf, scrolledSince, showsTaken, type Looks } from "./seen-text.js";

/** What proves that the agent took the message. */
export interface Proof {
  /** Undefined when there was none in time. */
  within(milliseconds: number): Promise<DeliveryReceipt | undefined>;
  /** Why there was none: the word of a reason, and what is known. */
  why(): [ReasonWord, string?];
}

type Target = DeliveryTarget & { readonly pane: PaneRef };

/** A message that was painted, in a terminal that can be asked how it is set. */
type Sent = Looks & {
  readonly text: string;
  readonly terminal: TerminalOf;
  readonly tty: string;
  /** It was typed in the midst of a turn. */
  readonly working?: boolean;
};

/** The best that the agent has; made before Enter, so that nothing older counts. Where none comes, its own record is looked at. */
export async function receiptFor(target: Target, sent: Sent): Promise<Proof> {
  const isRecorded = openOwnRecord(target.channel);
  const proof = await bestFor(target, sent);
  return {
    why: () => proof.why(),
    within: async (milliseconds) =>
      (await proof.within(milliseconds)) ?? (isRecorded?.(sent.text) ? "record" : undefined),
  };
}

async function bestFor(target: Target, sent: Sent): Promise<Proof> {
  const { runtime, channel } = target;
  const told = runtime?.receipt.find((each) => each !== "screen" && each !== "record");
  const before = readReceipt(channel)?.at;
  const tells = (): DeliveryReceipt | undefined => {
    const now = readReceipt(channel);
    if (told === undefined || now === undefined || now.at === before) return undefined;
    return now.prompt === undefined || isPrompt(sent.text, now.prompt) ? told : undefined;
  };
  // What is queued by the runtime itself is told when its turn comes, and shown at once
  if (sent.working === true) return whileBusy(target, sent, tells);
  if (told === undefined) {
    // Without an echo it is the program that shows it.
    const { gathersLines, echoes } = await sent.terminal();
    return screenProof(target, sent, gathersLines && echoes);
  }
  return {
    why() {
      const fault = receiptFault(channel);
      return fault === undefined ? ["no-receipt"] : ["no-receipt", `no receipt came: ${fault}`];
    },
    within: async (milliseconds) => await waitInFolder(channel.folder, milliseconds, tells),
  };
}

/** Either the agent tells, or its screen shows the text anew while its box does not hold it any more. */
function whileBusy(target: Target, sent: Sent, tells: () => DeliveryReceipt | undefined): Proof {
  const { tmux, pane, runtime } = target;
  // The title says `working` whatever becomes of the text
  const shown = screenProof({ ...target, runtime: undefined }, sent, false);
  return {
    why: () => shown.why(),
    within: async (milliseconds) =>
      await polled(milliseconds, async () => {
        const told = tells();
        if (told !== undefined || runtime === undefined) return told;
        const seen = await shown.within(0);
        if (seen === undefined) return undefined;
        const now = await paneCalls(tmux).screen(pane, needsColours(runtime));
        // Its own word may have come while we looked
        return holdsText(runtime, now.text) === false ? (tells() ?? seen) : undefined;
      }),
  };
}

/**
 * The text itself on the screen, or the program's own word that it works, where its title tells. Where the terminal gathers
 * lines, it shows them too, whoever reads them.
 */
function screenProof(target: Target, { text, tty, ...looks }: Sent, isGathered: boolean): Proof {
  const calls = paneCalls(target.tmux);
  const working = target.runtime?.title.working ?? null;
  let last = looks.painted;
  let isAbove = false;
  return {
    why() {
      const rows = rowsOf(last);
      if (isOver(rows)) return ["ended"];
      return rows.join("\n") === rowsOf(looks.painted).join("\n")
        ? ["no-receipt", "nothing on its screen changed after Enter"]
        : ["no-receipt", "its screen changed, and does not show that it took the text"];
    },
    within: async (milliseconds) =>
      await polled(milliseconds, async () => {
        if (working !== null) {
          const { title } = await calls.facts(target.pane);
          if (new RegExp(working, "u").test(title)) return "screen";
        }
        const now = await calls.screen(target.pane);
        const isSame = now.text === last.text && now.history === last.history;
        if (isSame && !isAbove) return undefined;
        last = now;
        if (isOver(rowsOf(now))) return undefined;
        const off = scrolledSince(looks.before, now);
        const all = off === 0 ? now.text : await calls.scrolled(target.pane, off);
        const after = { screen: now, rows: rowsOf({ text: all }) };
        const how = showsTaken(text, looks, after);
        isAbove = how === "above" && isGathered && !(await hasReadLines(tty));
        return how === undefined || isAbove ? undefined : "screen";
      }),
  };
}

/** Whether the pane half speaks: nothing reads the terminal just now. */
function isOver(rows: readonly string[]): boolean {
  return rows.findLast((row) => row.trim() !== "")?.startsWith(ENDED) ?? false;
}

async function polled(
  milliseconds: number,
  look: () => Promise<DeliveryReceipt | undefined>,
): Promise<DeliveryReceipt | undefined> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const receipt = await look();
    if (receipt !== undefined || Date.now() >= end) return receipt;
    await sleep(rules.step_ms);
  }
}
