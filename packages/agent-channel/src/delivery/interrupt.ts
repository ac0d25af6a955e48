import { setTimeout as sleep } from "node:timers/promises";
import { steps, type PaneRef } from "@mosaicstack/tmux-client";
import { boxPart, boxState, needsColours } from "@mosaicstack/runtimes";
import { readActivity, type Activity } from "../activity/read-activity.js";
import { readReceipt } from "../channel/receipt-file.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { activityHindrance, lookAt, screenHindrance, type Hindrance } from "./hindrance.js";
import { leaveMode } from "./leave-mode.js";
import { paneCalls } from "./pane-calls.js";
import { isInBox } from "./in-box.js";
import { busyWords, reasonOf } from "./reasons.js";
import { rules } from "./rules.js";

type Target = DeliveryTarget & { readonly pane: PaneRef };

/** Why its turn cannot be interrupted; undefined where its key may be pressed now. */
export async function interruptHindrance(target: Target): Promise<Hindrance | undefined> {
  if ((target.runtime?.interrupt ?? null) === null) return busy(busyWords.unknownKey);
  let now = await lookAt(target);
  if (now.facts.inMode) {
    // There the key would mean something else
    await leaveMode(target);
    now = await lookAt(target);
  }
  // In a dialog it would be an answer, and a draft of somebody's would be in the way afterwards
  return screenHindrance(target, now.screen);
}

/** Presses the runtime's own key. Throws TmuxError for a pane that is dead or in a mode. */
export async function pressInterrupt({ tmux, pane, runtime }: Target): Promise<void> {
  const { interrupt, interruptPresses = 1 } = runtime ?? {};
  for (let times = 0; times < interruptPresses; times++) {
    if (times > 0) await sleep(rules.press_ms);
    await press(tmux, pane, interrupt ?? "");
  }
}

/**
 * Interrupts its turn, and waits until the agent itself says that it is over; undefined then. The screen is not asked for that.
 * The caller holds the agent's lock.
 */
export async function interruptTurn(
  target: Target,
  policy: DeliveryPolicy,
): Promise<Hindrance | undefined> {
  const before = await interruptHindrance(target);
  if (before !== undefined) return before;
  await pressInterrupt(target);
  const end = Date.now() + (policy.interruptMs ?? rules.interrupt_ms);
  while (Date.now() < end) {
    const facts = await paneCalls(target.tmux).facts(target.pane);
    const look = (): Activity | undefined => {
      const now = readActivity({ ...target, ...facts });
      return speaks(now) ? now : undefined;
    };
    const left = Math.max(1, Math.min(rules.title_ms, end - Date.now()));
    if ((await waitInFolder(target.channel.folder, left, look)) === undefined) continue;
    const after = activityHindrance(target, policy, facts);
    if (after === undefined) await emptyOfPrompt(target);
    return after;
  }
  return busy(busyWords.silent);
}

function busy(words: string): Hindrance {
  return { word: "busy", reason: reasonOf("busy", words), busy: true };
}

/** Whether it says itself that its turn is over, one way or the other. */
function speaks({ state, source }: Activity): boolean {
  const isTold = source !== "none" && source !== "output" && source !== "launcher";
  return isTold && ["idle", "done", "error", "blocked"].includes(state);
}

/** Some put the prompt of the turn back into their box, where it would become the beginning of the message. */
async function emptyOfPrompt({ tmux, pane, runtime, channel }: Target): Promise<void> {
  const key = runtime?.emptyBox ?? null;
  const prompt = readReceipt(channel)?.prompt;
  if (runtime === undefined || key === null || prompt === undefined) return;
  const look = async (): Promise<string> =>
    (await paneCalls(tmux).screen(pane, needsColours(runtime))).text;
  // A person's own text stays, and the message is refused for it
  if (!isInBox(prompt, boxPart(runtime.box, await look()))) return;
  await press(tmux, pane, key);
  const end = Date.now() + rules.emptied_ms;
  while (Date.now() < end && boxState(runtime, await look()) === "text");
}

async function press(tmux: Target["tmux"], pane: PaneRef, key: string): Promise<void> {
  const [pressed] = await tmux.batch([steps.keys(pane, key)]);
  if (pressed?.status === "failed") throw pressed.error;
}
