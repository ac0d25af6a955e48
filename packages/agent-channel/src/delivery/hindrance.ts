import type { PaneRef } from "@mosaicstack/tmux-client";
import {
  findObstacle,
  linesOf,
  needsColours,
  ownDialog,
  withoutColours,
  type Obstacle,
  type Screen,
} from "@mosaicstack/runtimes";
import { readActivity } from "../activity/read-activity.js";
import { readActivityRecord } from "../channel/activity-file.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { paneCalls, type PaneFacts } from "./pane-calls.js";
import { reasonOf, type ReasonWord } from "./reasons.js";
import { rules } from "./rules.js";
import { flat, rowsLeft, rowsOf } from "./seen-text.js";

/** Why nothing may be typed now. `busy`: it will take a message later. */
export interface Hindrance {
  readonly word: ReasonWord;
  readonly reason: string;
  readonly busy: boolean;
}

/** A look at a pane: what tmux says of it, and what it shows, with colours where its runtime's patterns look at them. */
export interface Sight {
  readonly facts: PaneFacts;
  readonly screen: Screen;
}

/** In one call of tmux. Throws TmuxError. */
export async function lookAt({
  tmux,
  pane,
  runtime,
}: DeliveryTarget & { readonly pane: PaneRef }): Promise<Sight> {
  const calls = paneCalls(tmux);
  const [facts, screen] = await Promise.all([
    calls.facts(pane),
    calls.screen(pane, needsColours(runtime)),
  ]);
  return { facts, screen };
}

/** What the agent says of itself; undefined when nothing speaks against typing. */
export function activityHindrance(
  target: DeliveryTarget,
  policy: DeliveryPolicy,
  facts?: PaneFacts,
): Hindrance | undefined {
  const { state, kind, until } = readActivity({ ...target, ...facts });
  if (state === "starting") return { word: "starting", reason: reasonOf("starting"), busy: false };
  if (state === "working") return { word: "busy", reason: reasonOf("busy"), busy: true };
  if (state !== "blocked") return undefined;
  const why = (words: string | undefined, busy = false): Hindrance => ({
    word: "blocked",
    reason: reasonOf("blocked", words),
    busy,
  });
  // At a permission prompt a message would be taken for its answer.
  if (kind !== "quota") return why(kind);
  if (until !== undefined && Date.parse(until) < Date.now()) return undefined;
  // A plugin sees the end of a limit; elsewhere somebody has to prompt it on then.
  const goesOn = target.runtime?.channel.drain === "native" || policy.onQuota === "resume";
  return why(until === undefined ? kind : `${kind} until ${until}`, goesOn);
}

/** The same with what the pane shows, where the screen knows better. */
export function hindranceAt(
  target: DeliveryTarget,
  policy: DeliveryPolicy,
  { facts, screen }: Sight,
): Hindrance | undefined {
  if (facts.isDead) return { word: "dead", reason: reasonOf("dead"), busy: false };
  const { runtime } = target;
  const hindrance = activityHindrance(target, policy, facts);
  if (hindrance === undefined || runtime === undefined) return hindrance;
  // What it waits for at its start is not told by any event.
  if (hindrance.word === "starting") {
    const obstacle = findObstacle(runtime, screen);
    return obstacle?.words === undefined ? hindrance : inTheWay(obstacle);
  }
  // No runtime tells of a prompt that is dismissed, but then its input box is there again.
  const { shown } = runtime.box;
  if (shown === null || !/^blocked: (permission|question)$/.test(hindrance.reason))
    return hindrance;
  const isBack = new RegExp(shown, "mu").test(withoutColours(screen.text));
  return isBack && !ownDialog(runtime, screen) ? undefined : hindrance;
}

/** Whether something hands over what is queued: the runtime can, has told of itself since it was started, and is heard still. */
export function isDrained({ channel, runtime }: DeliveryTarget, { piped }: PaneFacts): boolean {
  const source = readActivityRecord(channel)?.source;
  const drain = runtime?.channel.drain ?? null;
  if (drain === null || source === undefined || source === "launcher") return false;
  return drain !== "stream" || piped;
}

/** What the screen says; undefined when nothing speaks against typing. */
export function screenHindrance(target: DeliveryTarget, screen: Screen): Hindrance | undefined {
  const obstacle = findObstacle(target.runtime, screen);
  return obstacle === undefined ? undefined : inTheWay(obstacle);
}

/**
 * A dialog that came up after the paste, and would take Enter for its answer. What a screen says of dialogs whatever the
 * program counts only where it is new, and not the message itself.
 */
export function newDialog(
  { runtime }: DeliveryTarget,
  screen: Screen,
  { before, text }: { readonly before: Screen; readonly text: string },
): Hindrance | undefined {
  const obstacle = findObstacle(runtime, screen);
  if (obstacle?.words === undefined) return undefined;
  const { line } = obstacle;
  if (line === undefined) return inTheWay(obstacle);
  const lines = linesOf(rowsOf(screen));
  const isOld = timesIn(lines, line) <= timesIn(linesOf(rowsLeft(before, screen)), line);
  return isOld || isPart(line, lines, text) ? undefined : inTheWay(obstacle);
}

function inTheWay({ word, words }: Obstacle): Hindrance {
  const reason = words === undefined ? reasonOf(word) : `${word} ("${words}")`;
  return { word, reason, busy: false };
}

function timesIn(lines: readonly string[], line: string): number {
  return lines.filter((each) => each === line).length;
}

const WORD = /[A-Za-z0-9]/;

/**
 * Whether a line of the screen is the message's: one in its midst; or the newest, where the screen ends as the message does,
 * or where that line is the message's last one, behind nothing but marks.
 */
function isPart(line: string, lines: readonly string[], text: string): boolean {
  const [shown, sent] = [flat(line), flat(text)];
  const last = flat(text.trimEnd().split("\n").at(-1) ?? "");
  const isLast = WORD.test(last) && shown.endsWith(last);
  if (isLast && !WORD.test(shown.slice(0, -last.length))) return true;
  if (lines.at(-1) !== line)
    return Buffer.byteLength(shown) >= rules.short_bytes && sent.includes(shown);
  return (
    Buffer.byteLength(sent) >= rules.short_bytes &&
    flat(lines.join("\n")).endsWith(sent.slice(-rules.part_bytes))
  );
}
