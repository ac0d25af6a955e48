import { setTimeout as sleep } from "node:timers/promises";
import type { PaneRef } from "@mosaicstack/tmux-client";
import type { DeliveryReceipt } from "../channel/delivery-record.js";
import { readReceipt, receiptFault } from "../channel/receipt-file.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { DeliveryTarget } from "./delivery-target.js";
import { hasReadLines, type TerminalOf } from "./line-reader.js";
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
};

/** The best that the agent has; made before Enter, so that nothing older counts. */
export async function receiptFor(target: Target, sent: Sent): Promise<Proof> {
  const { runtime, channel } = target;
  const told = runtime?.receipt.find((each) => each !== "screen");
  if (told === undefined) {
    // Without an echo it is the program that shows it.
    const { gathersLines, echoes } = await sent.terminal();
    return screenProof(target, sent, gathersLines && echoes);
  }
  const before = readReceipt(channel)?.at;
  return {
    why() {
      const fault = receiptFault(channel);
      return fault === undefined ? ["no-receipt"] : ["no-receipt", `no receipt came: ${fault}`];
    },
    within: async (milliseconds) =>
      await waitInFolder(channel.folder, milliseconds, () => {
        const now = readReceipt(channel);
        if (now === undefined || now.at === before) return undefined;
        return now.prompt === undefined || isPrompt(sent.text, now.prompt) ? told : undefined;
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
