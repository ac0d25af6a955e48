import { setTimeout as sleep } from "node:timers/promises";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { needsColours, type Screen } from "@mosaicstack/runtimes";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import type { TerminalOf } from "./line-reader.js";
import { paneCalls } from "./pane-calls.js";
import { paintFor, rules, stillFor } from "./rules.js";
import { stillness } from "./stillness.js";

type Target = DeliveryTarget & { readonly pane: PaneRef };

/** The screen once it shows the paste and stands still; undefined where it does not show it, and ought to. */
export async function settled(
  { tmux, pane, runtime }: Target,
  {
    text,
    before,
    terminal,
  }: { readonly text: string; readonly before: Screen; readonly terminal: TerminalOf },
  policy: DeliveryPolicy,
): Promise<Screen | undefined> {
  const bytes = Buffer.byteLength(text);
  const seen = stillness(before.text, stillFor(bytes));
  const began = Date.now();
  const endMs = paintFor(bytes, policy.paintMs);
  // One that reads a line without an echo shows nothing, and gets Enter all the same.
  let maySilence = (runtime?.title.working ?? null) === null;
  // Of a plain command that is known at once; of others only where nothing comes, for stty(1) is a process.
  const isSilent = runtime === undefined ? readsUnseen(terminal) : undefined;
  for (;;) {
    const asked = Date.now();
    const screen = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const now = Date.now();
    if (seen.see(screen.text, asked, now)) return screen;
    if (!seen.hasChanged && (await isSilent) === true) return screen;
    if (maySilence && !seen.hasChanged && now - began >= Math.min(endMs, rules.silent_ms)) {
      maySilence = false;
      if ((await terminal()).gathersLines) return screen;
    }
    if (now - began >= endMs) return seen.hasChanged ? screen : undefined;
    await sleep(Math.max(1, Math.min(rules.step_ms, (seen.dueAt ?? Infinity) - now)));
  }
}

async function readsUnseen(terminal: TerminalOf): Promise<boolean> {
  const { gathersLines, echoes } = await terminal();
  return gathersLines && !echoes;
}
