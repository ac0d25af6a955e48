import { setTimeout as sleep } from "node:timers/promises";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { boxPart, holdsText, needsColours, type Screen } from "@mosaicstack/runtimes";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { paneCalls } from "./pane-calls.js";
import { paintFor, rules, stillFor } from "./rules.js";
import { stillness } from "./stillness.js";

/**
 * The screen of an agent that works, once its box holds something and the first rows of that stand still, as `settled` has it of a
 * whole screen. Undefined where it does not in time.
 */
export async function paintWhileBusy(
  { tmux, pane, runtime }: DeliveryTarget & { readonly pane: PaneRef },
  text: string,
  policy: DeliveryPolicy,
): Promise<Screen | undefined> {
  if (runtime === undefined) return undefined;
  const bytes = Buffer.byteLength(text);
  const seen = stillness("", stillFor(bytes));
  const end = Date.now() + paintFor(bytes, policy.paintMs);
  for (;;) {
    const asked = Date.now();
    const screen = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const now = Date.now();
    const held = holdsText(runtime, screen.text) === true ? heldIn(runtime.box, screen) : "";
    if (seen.see(held, asked, now)) return screen;
    if (now >= end) return undefined;
    await sleep(rules.step_ms);
  }
}

/** Never empty: of some it is only known that the box holds something. */
function heldIn(box: Parameters<typeof boxPart>[0], { text }: Screen): string {
  return ["held", ...(boxPart(box, text) ?? "").split("\n").slice(0, rules.busy_rows)].join("\n");
}
