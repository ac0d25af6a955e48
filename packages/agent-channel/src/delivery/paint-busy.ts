import { setTimeout as sleep } from "node:timers/promises";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { boxPart, holdsText, needsColours, type Screen } from "@mosaicstack/runtimes";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { paneCalls } from "./pane-calls.js";

const STEP = 40;
const ROWS = 6;

/**
 * The screen of an agent that works, once its box holds something and the first rows of that stand still for so long;
 * the rest moves all the time. Undefined where it does not in time.
 */
export async function paintWhileBusy(
  { tmux, pane, runtime }: DeliveryTarget & { readonly pane: PaneRef },
  policy: DeliveryPolicy,
  { stillMs, endMs }: { readonly stillMs: number; readonly endMs: number },
): Promise<Screen | undefined> {
  if (runtime === undefined) return undefined;
  const end = Date.now() + (policy.paintMs ?? endMs);
  let last: string | undefined;
  let since = Date.now();
  for (;;) {
    const screen = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const held = holdsText(runtime, screen.text) === true ? heldIn(runtime.box, screen) : undefined;
    if (held === undefined || held !== last) [last, since] = [held, Date.now()];
    else if (Date.now() - since >= stillMs) return screen;
    if (Date.now() >= end) return undefined;
    await sleep(STEP);
  }
}

function heldIn(box: Parameters<typeof boxPart>[0], { text }: Screen): string {
  return (boxPart(box, text) ?? "").split("\n").slice(0, ROWS).join("\n");
}
