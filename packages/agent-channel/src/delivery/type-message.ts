import { setTimeout as sleep } from "node:timers/promises";
import { holdsText, type Runtime, type Screen } from "@mosaicstack/runtimes";
import { isTmuxError, type PaneRef } from "@mosaicstack/tmux-client";
import { begin, finish } from "../channel/queue.js";
import { receiptFor } from "./await-receipt.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { lookAt, newDialog, screenHindrance, type Hindrance, type Sight } from "./hindrance.js";
import { isJoined, jointsOf } from "./joined-text.js";
import { leaveMode } from "./leave-mode.js";
import { emptyLine, isTooLong, terminalAt, type TerminalOf } from "./line-reader.js";
import { paintWhileBusy } from "./paint-busy.js";
import { paneCalls } from "./pane-calls.js";
import { reasonOf } from "./reasons.js";
import { rules } from "./rules.js";
import { settled } from "./settle.js";
import { isLate, TOO_LATE } from "./too-late.js";
import { refused, uncertain, type Typed } from "./typed.js";

type Target = DeliveryTarget & { readonly pane: PaneRef };

interface ToType {
  readonly id: string;
  readonly text: string;
  /** A look at the pane of just now. */
  readonly sight?: Sight | undefined;
  /** Texts that may stand there, unseen. */
  readonly behind?: readonly string[];
  /** It is in a turn, and queues what is typed itself. */
  readonly working?: boolean;
}

/** A message in a pane that was looked at, and whose terminal is asked when that is needed. */
interface Pasted {
  readonly text: string;
  readonly before: Screen;
  readonly painted: Screen;
  readonly terminal: TerminalOf;
  readonly tty: string;
  readonly working: boolean;
}

/**
 * Pastes a message into the pane, waits until it is painted and the screen stands still, sends Enter alone, and waits
 * for a receipt. Enter may be sent again while the text still stands in the input box, the paste never is. The caller
 * holds the agent's lock. Throws TmuxError where nothing was pasted.
 */
export async function typeMessage(
  target: Target,
  { id, text, sight, behind = [], working = false }: ToType,
  policy: DeliveryPolicy = {},
): Promise<Typed> {
  const { pane, channel } = target;
  const calls = paneCalls(target.tmux);
  const looked = await freeToType(target, sight, policy);
  if ("reason" in looked) return { outcome: "refused", receipt: null, reason: looked.reason };
  const before = looked.screen;
  const tty = looked.facts.tty;
  const terminal = terminalAt(tty);
  if (await isTooLong(text, terminal)) return refused("too-long");
  const joints = jointsOf(behind, text);
  const linesBefore = joints.length === 0 ? "" : await calls.lines(pane);
  if (isLate(policy)) return TOO_LATE;
  // From here on a death of ours leaves a file that tells the next one.
  const begun = begin(channel, id, text, policy);
  let pasted = false;
  try {
    const refusal = await pasteOnce(target, text);
    if (refusal !== undefined) return refusal;
    pasted = true;
    const painted = working
      ? await paintWhileBusy(target, text, policy)
      : await settled(target, { text, before, terminal }, policy);
    // A prompt that is not known, say, would take Enter for its answer.
    if (painted === undefined) return uncertain("unseen");
    if (joints.length > 0 && isJoined(joints, linesBefore, await calls.lines(pane))) {
      if (await emptyLine(target, await terminal())) return uncertain("taken-back");
      // It goes on standing there under another name: the next sender has to know of it
      begin(channel, `behind-${id}`, text, policy);
      return uncertain("joined");
    }
    const dialog = newDialog(target, painted, { before, text });
    if (dialog !== undefined) return { outcome: "uncertain", receipt: null, reason: dialog.reason };
    return await enter(target, { text, before, painted, terminal, tty, working }, policy);
  } catch (error) {
    const unknown = isTmuxError(error) && error.delivery === "unknown";
    if (!pasted && !unknown) throw error;
    return uncertain("broke-off", (error as Error).message);
  } finally {
    finish(channel, begun);
  }
}

/** What the pane shows where nothing is in the way; one that is being painted gets a moment to show its box, and that it is empty. */
async function freeToType(
  target: Target,
  sight: Sight | undefined,
  policy: DeliveryPolicy,
): Promise<Sight | Pick<Hindrance, "reason">> {
  const began = Date.now();
  const { paintMs = Infinity } = policy;
  const patience = (word: string): number =>
    word === "box-not-shown" ? rules.box_ms : word === "draft" ? rules.draft_ms : 0;
  let now = sight ?? (await lookAt(target));
  if (now.facts.inMode) {
    await leaveMode(target);
    now = await lookAt(target);
    if (now.facts.inMode) return { reason: reasonOf("copy-mode") };
  }
  for (;;) {
    const hindrance = screenHindrance(target, now.screen);
    if (hindrance === undefined) return now;
    if (Date.now() - began >= Math.min(paintMs, patience(hindrance.word))) return hindrance;
    await sleep(rules.look_ms);
    now = await lookAt(target);
  }
}

/** A mode is refused within tmux, so nothing of it was pasted. */
async function pasteOnce(target: Target, text: string): Promise<Typed | undefined> {
  for (const isLast of [false, true]) {
    try {
      await target.tmux.panes.paste(target.pane, text);
      return undefined;
    } catch (error) {
      if (!isTmuxError(error, "PaneInMode")) throw error;
      if (isLast) return refused("copy-mode");
      await leaveMode(target);
    }
  }
  return undefined;
}

/** Sends Enter until there is a receipt, or it is not known any more what Enter would mean. */
async function enter(target: Target, sent: Pasted, policy: DeliveryPolicy): Promise<Typed> {
  const { tmux, pane, runtime } = target;
  const proof = await receiptFor(target, sent);
  const end = Date.now() + (policy.receiptMs ?? rules.receipt_ms);
  for (let left = rules.enters - 1; ; left--) {
    await paneCalls(tmux).enter(pane);
    const most = policy.enterMs ?? rules.enter_ms;
    const receipt = await proof.within(Math.min(most, end - Date.now()));
    if (receipt !== undefined) return { outcome: "delivered", receipt };
    const { screen } = await lookAt(target);
    const stands = runtime !== undefined && textStands(runtime, screen, sent.painted);
    if (left > 0 && stands && !newDialog(target, screen, sent)) continue;
    const late = stands ? undefined : await proof.within(end - Date.now());
    if (late !== undefined) return { outcome: "delivered", receipt: late };
    return stands ? uncertain("stands") : uncertain(...proof.why());
  }
}

/** Whether the input box still holds the text: its pattern says so, or nothing at all has changed on an agent's screen. */
export function textStands(runtime: Runtime, screen: Screen, painted: Screen): boolean {
  const held = holdsText(runtime, screen.text);
  return held ?? (runtime.title.working !== null && screen.text === painted.text);
}
