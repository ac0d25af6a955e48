import { setTimeout as sleep } from "node:timers/promises";
import { steps, type PaneRef } from "@mosaicstack/tmux-client";
import { boxPart, boxState, needsColours } from "@mosaicstack/runtimes";
import { readActivity, type Activity } from "../activity/read-activity.js";
import { readReceipt } from "../channel/receipt-file.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { activityHindrance, screenHindrance, type Hindrance } from "./hindrance.js";
import { leaveMode } from "./leave-mode.js";
import { paneCalls } from "./pane-calls.js";
import { inBox } from "./settle-left-over.js";

type Target = DeliveryTarget & { readonly pane: PaneRef };

/** Longer than it takes until a title is believed more than a hook that said `working`. */
const INTERRUPT_MS = 20_000;
/** How often the title is asked. */
const TITLE_MS = 500;
const BETWEEN_MS = 300;
const EMPTIED_MS = 2000;

/** Why its turn cannot be interrupted; undefined where its key may be pressed now. */
export async function interruptHindrance(target: Target): Promise<Hindrance | undefined> {
  const { tmux, pane, runtime } = target;
  if ((runtime?.interrupt ?? null) === null)
    return { reason: "busy: which key interrupts its turn is not known", busy: true };
  // In copy mode the key would mean something else
  if ((await paneCalls(tmux).facts(pane))?.inMode === true) await leaveMode(target);
  // In a dialog it would be an answer, and a draft of somebody's would be in the way afterwards
  return screenHindrance(target, await paneCalls(tmux).screen(pane, needsColours(runtime)));
}

/** Presses the runtime's own key. Throws TmuxError for a pane that is dead or in a mode. */
export async function pressInterrupt({ tmux, pane, runtime }: Target): Promise<void> {
  const { interrupt, interruptPresses = 1 } = runtime ?? {};
  for (let times = 0; times < interruptPresses; times++) {
    if (times > 0) await sleep(BETWEEN_MS);
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
  const end = Date.now() + (policy.interruptMs ?? INTERRUPT_MS);
  while (Date.now() < end) {
    const facts = await paneCalls(target.tmux).facts(target.pane);
    const look = (): Activity | undefined => {
      const now = readActivity({ ...target, ...facts });
      return speaks(now) ? now : undefined;
    };
    const left = Math.max(1, Math.min(TITLE_MS, end - Date.now()));
    if ((await waitInFolder(target.channel.folder, left, look)) === undefined) continue;
    const after = activityHindrance(target, policy, facts);
    if (after === undefined) await emptyOfPrompt(target);
    return after;
  }
  return {
    reason: "busy: its turn was interrupted, and it does not say that it ended",
    busy: true,
  };
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
  if (inBox(prompt, boxPart(runtime.box, await look())) !== "alone") return;
  await press(tmux, pane, key);
  const end = Date.now() + EMPTIED_MS;
  while (Date.now() < end && boxState(runtime, await look()) === "text");
}

async function press(tmux: Target["tmux"], pane: PaneRef, key: string): Promise<void> {
  const [pressed] = await tmux.batch([steps.keys(pane, key)]);
  if (pressed?.status === "failed") throw pressed.error;
}
