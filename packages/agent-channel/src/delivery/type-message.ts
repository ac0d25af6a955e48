import { setTimeout as sleep } from "node:timers/promises";
import { isTmuxError, type PaneRef } from "@mosaicstack/tmux-client";
import { begin, finish } from "../channel/queue.js";
import { receiptFor, type Proof } from "./await-receipt.js";
import { holdsText, needsColours } from "@mosaicstack/runtimes";
import type { Runtime } from "@mosaicstack/runtimes";
import type { Screen } from "@mosaicstack/runtimes";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { leaveMode } from "./leave-mode.js";
import { paintWhileBusy } from "./paint-busy.js";
import { newDialog, screenHindrance, type Hindrance } from "./hindrance.js";
import { emptyLine, lineHindrance, readsLines, terminalOf } from "./line-reader.js";
import { paneCalls } from "./pane-calls.js";
import type { Looks } from "./seen-text.js";
import { isLate, TOO_LATE } from "./too-late.js";
import type { Typed } from "./typed.js";
import { timesJoined } from "./text-at-cursor.js";

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
    behind = [],
    working = false,
  }: {
    readonly id: string;
    readonly text: string;
    readonly taken?: boolean;
    /** Texts that may stand there, unseen. */
    readonly behind?: readonly string[];
    /** It is in a turn, and queues what is typed itself. */
    readonly working?: boolean;
  },
  policy: DeliveryPolicy = {},
): Promise<Typed> {
  const { tmux, pane, channel } = target;
  const calls = paneCalls(tmux);
  const { inMode = false, width = Infinity } = (await calls.facts(pane)) ?? {};
  if (inMode) await leaveMode(target);
  const { before, inTheWay } = await look(target, policy);
  const hindrance = inTheWay ?? (await lineHindrance(target, text));
  if (hindrance !== undefined)
    return { outcome: "refused", receipt: null, reason: hindrance.reason };
  if (isLate(policy)) return TOO_LATE;
  // From here on a death of ours leaves a file that tells the next one; what was queued has one already.
  const begun = taken ? undefined : begin(channel, id, text);
  let pasted = false;
  try {
    await pasteOnce(target, text);
    pasted = true;
    const painted = working
      ? await paintWhileBusy(target, policy, { stillMs: stillMs(text), endMs: paintMs(text) })
      : await paint(target, { text, before }, policy);
    // A prompt that is not known, say, would take Enter for its answer.
    if (painted === undefined) return uncertain("its screen did not show the text");
    const joined = behind.some(
      (left) => timesJoined(left, text, painted, width) > timesJoined(left, text, before, width),
    );
    if (joined) {
      if (await emptyLine(target, await terminalOf(target))) return uncertain(TAKEN_BACK);
      // It goes on standing there: the next sender has to know of it
      begin(channel, id, text);
      return uncertain(JOINED);
    }
    const dialog = newDialog(target, painted, { before, text });
    if (dialog !== undefined) return uncertain(`a dialog came up: ${dialog.reason}`);
    return await enter(target, { text, before, painted, working }, policy);
  } catch (error) {
    const unknown = isTmuxError(error) && error.delivery === "unknown";
    if (!pasted && !unknown) throw error;
    return uncertain((error as Error).message);
  } finally {
    if (begun !== undefined) finish(channel, begun);
  }
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
  sent: Looks & { readonly text: string; readonly working: boolean },
  policy: DeliveryPolicy,
): Promise<Typed> {
  const { tmux, pane, runtime } = target;
  const proof: Proof = await receiptFor(target, sent);
  const end = Date.now() + (policy.receiptMs ?? 10_000);
  for (let attempt = 0; ; attempt++) {
    await paneCalls(tmux).enter(pane);
    const receipt = await proof.within(Math.min(policy.enterMs ?? 1500, end - Date.now()));
    if (receipt !== undefined) return { outcome: "delivered", receipt };
    const screen = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const stands = runtime !== undefined && textStands(runtime, screen, sent.painted);
    if (attempt < 3 && stands && !newDialog(target, screen, sent)) continue;
    const late = stands ? undefined : await proof.within(end - Date.now());
    if (late !== undefined) return { outcome: "delivered", receipt: late };
    return uncertain(stands ? "the text still stands in its input box" : proof.why());
  }
}

/** Whether the input box still holds the text: its pattern says so, or nothing at all has changed on an agent's screen. */
function textStands(runtime: Runtime, screen: Screen, painted: Screen): boolean {
  const held = holdsText(runtime, screen.text);
  return held ?? (runtime.title.working !== null && screen.text === painted.text);
}

const TAKEN_BACK = "it came behind a message whose sender died, so its line was taken back";
const JOINED = "it stands behind a message whose sender died, so it got no Enter";

function uncertain(reason: string): Typed {
  return { outcome: "uncertain", receipt: null, reason };
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

/** How long a program may take to show it. */
function paintMs(text: string): number {
  return 5000 + 200 * pieces(text);
}

/** What the pane shows, and what is in the way there; a screen that is being painted gets a moment to show its box. */
async function look(
  { tmux, pane, ...target }: DeliveryTarget & { readonly pane: PaneRef },
  policy: DeliveryPolicy,
): Promise<{ readonly before: Screen; readonly inTheWay: Hindrance | undefined }> {
  const end = Date.now() + Math.min(policy.paintMs ?? 2000, 2000);
  for (;;) {
    const before = await paneCalls(tmux).screen(pane, needsColours(target.runtime));
    const inTheWay = screenHindrance({ tmux, pane, ...target }, before);
    if (!inTheWay?.reason.startsWith("box-not-shown") || Date.now() >= end)
      return { before, inTheWay };
    await sleep(100);
  }
}

/** The screen once it shows the paste; undefined where it does not, and ought to. */
async function paint(
  target: DeliveryTarget & { readonly pane: PaneRef },
  { text, before }: { readonly text: string; readonly before: Screen },
  policy: DeliveryPolicy,
): Promise<Screen | undefined> {
  const endMs = (policy.paintMs ?? 5000) + 200 * pieces(text);
  const still = stillMs(text);
  const soon = await quiet(target, before, { stillMs: still, endMs: Math.min(endMs, 500) });
  if (soon.isStill) return soon.screen;
  // A terminal that echoes does so at once; one that reads a line without an echo is asked for one all the same.
  const isSilent =
    soon.screen.text === before.text && (target.runtime?.title.working ?? null) === null;
  if (isSilent && (await readsLines(target))) return soon.screen;
  const { screen } = await quiet(target, before, { stillMs: still, endMs });
  return screen.text === before.text ? undefined : screen;
}

/**
 * The screen once it differs from `before` and has stood still, for twice as long as it took from one change to the
 * next; or after the deadline, and then it is not said to be still.
 */
async function quiet(
  { tmux, pane, runtime }: DeliveryTarget & { readonly pane: PaneRef },
  before: Screen,
  { stillMs: least, endMs }: { readonly stillMs: number; readonly endMs: number },
): Promise<{ readonly screen: Screen; readonly isStill: boolean }> {
  const calls = paneCalls(tmux);
  const end = Date.now() + endMs;
  let last = await calls.screen(pane, needsColours(runtime));
  let since = Date.now();
  let still = least;
  const isQuiet = (): boolean => last.text !== before.text && Date.now() - since >= still;
  while (Date.now() < end && !isQuiet()) {
    await sleep(STEP);
    const now = await calls.screen(pane, needsColours(runtime));
    if (now.text === last.text) continue;
    if (last.text !== before.text) still = Math.max(still, 2 * (Date.now() - since));
    [last, since] = [now, Date.now()];
  }
  return { screen: last, isStill: isQuiet() };
}
