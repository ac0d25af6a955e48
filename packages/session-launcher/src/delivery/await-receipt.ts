import { setTimeout as sleep } from "node:timers/promises";
import type { PaneRef } from "@mosaicstack/tmux-client";
import type { DeliveryReceipt } from "../channel/deliveries.js";
import { readReceipt } from "../channel/receipt-file.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { DeliveryTarget } from "./delivery-target.js";
import { paneCalls } from "./pane-calls.js";
import { isPrompt } from "./message.js";

/** What proves that the agent took the message. */
export interface Proof {
  /** Whether there is anything that would prove it. */
  readonly known: boolean;
  /** Undefined when there was none in time. */
  within(milliseconds: number): Promise<DeliveryReceipt | undefined>;
}

/** The best that the agent has; made before Enter, so that nothing older counts. */
export function receiptFor(
  target: DeliveryTarget & { readonly pane: PaneRef },
  { text, painted }: { readonly text: string; readonly painted: string },
): Proof {
  const { runtime, channel } = target;
  if (runtime === undefined) return screenProof(target, painted);
  const told = runtime.receipt.find((each) => each !== "screen");
  if (told === undefined) {
    const { working } = runtime.title;
    // Only that the screen reacts can be seen, which proves nothing.
    return working === null
      ? { ...screenProof(target, painted), known: false }
      : titleProof(target, new RegExp(working, "u"));
  }
  const before = readReceipt(channel)?.at;
  return {
    known: true,
    within: async (milliseconds) =>
      await waitInFolder(channel.folder, milliseconds, () => {
        const now = readReceipt(channel);
        if (now === undefined || now.at === before) return undefined;
        return now.prompt === undefined || isPrompt(text, now.prompt) ? told : undefined;
      }),
  };
}

/** A plain command: whatever it shows after Enter. */
function screenProof({ tmux, pane }: DeliveryTarget & { pane: PaneRef }, painted: string): Proof {
  return {
    known: true,
    within: async (milliseconds) =>
      await polled(milliseconds, async () =>
        (await paneCalls(tmux).screen(pane)) === painted ? undefined : "screen",
      ),
  };
}

/** An input box that repaints by itself changes the screen too; that it works now is told by the title alone. */
function titleProof({ tmux, pane }: DeliveryTarget & { pane: PaneRef }, working: RegExp): Proof {
  return {
    known: true,
    within: async (milliseconds) =>
      await polled(milliseconds, async () => {
        const { title = "" } = (await paneCalls(tmux).facts(pane)) ?? {};
        return working.test(title) ? "screen" : undefined;
      }),
  };
}

async function polled(
  milliseconds: number,
  look: () => Promise<DeliveryReceipt | undefined>,
): Promise<DeliveryReceipt | undefined> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const receipt = await look();
    if (receipt !== undefined || Date.now() >= end) return receipt;
    await sleep(50);
  }
}
