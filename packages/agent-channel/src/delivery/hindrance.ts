import type { PaneRef } from "@mosaicstack/tmux-client";
import { readActivity } from "../activity/read-activity.js";
import { readActivityRecord } from "../channel/activity-file.js";
import { findObstacle, obstacleReason, ownDialog } from "@mosaicstack/runtimes";
import type { Obstacle } from "@mosaicstack/runtimes";
import { linesOf } from "@mosaicstack/runtimes";
import { needsColours } from "@mosaicstack/runtimes";
import type { Screen } from "@mosaicstack/runtimes";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { paneCalls, type PaneFacts } from "./pane-calls.js";
import { flat, rowsLeft, rowsOf } from "./seen-text.js";

/** Why nothing may be typed now. `busy`: it will take a message later. */
export interface Hindrance {
  readonly reason: string;
  readonly busy: boolean;
}

/** What the agent says of itself; undefined when nothing speaks against typing. */
export function activityHindrance(
  target: DeliveryTarget,
  policy: DeliveryPolicy,
  facts?: PaneFacts,
): Hindrance | undefined {
  const { state, kind, until } = readActivity({ ...target, ...facts });
  if (state === "starting") return { reason: "starting", busy: false };
  if (state === "working") return { reason: "busy", busy: true };
  if (state !== "blocked") return undefined;
  const why = `blocked: ${kind ?? "it waits for a person"}`;
  // At a permission prompt a message would be taken for its answer.
  if (kind !== "quota") return { reason: why, busy: false };
  if (until !== undefined && Date.parse(until) < Date.now()) return undefined;
  // A plugin sees the end of a limit; elsewhere somebody has to prompt it on then.
  const goesOn = target.runtime?.channel.drain === "native" || policy.onQuota === "resume";
  return { reason: until === undefined ? why : `${why} until ${until}`, busy: goesOn };
}

/** The same with a look at the pane, where the screen knows better. */
export async function hindranceNow(
  target: DeliveryTarget & { readonly pane: PaneRef },
  policy: DeliveryPolicy,
): Promise<Hindrance | undefined> {
  const { tmux, pane, runtime } = target;
  const hindrance = activityHindrance(target, policy, await paneCalls(tmux).facts(pane));
  if (hindrance === undefined || runtime === undefined) return hindrance;
  // What it waits for at its start is not told by any event.
  if (hindrance.reason === "starting") {
    const screen = await paneCalls(tmux).screen(pane, needsColours(runtime));
    const obstacle = findObstacle(runtime, screen);
    return obstacle?.words === undefined ? hindrance : inTheWay(obstacle);
  }
  // No runtime tells of a prompt that is dismissed, but then its input box is there again.
  const { shown } = runtime.box;
  if (shown === null || !/^blocked: (permission|question)$/.test(hindrance.reason))
    return hindrance;
  const screen = await paneCalls(tmux).screen(pane);
  const isBack = new RegExp(shown, "mu").test(screen.text) && !ownDialog(runtime, screen);
  return isBack ? undefined : hindrance;
}

/** Whether something hands over what is queued: the runtime can, and has told of itself since it was started. */
export function isDrained({ channel, runtime }: DeliveryTarget): boolean {
  const source = readActivityRecord(channel)?.source;
  return (runtime?.channel.drain ?? null) !== null && source !== undefined && source !== "launcher";
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

function inTheWay(obstacle: Obstacle): Hindrance {
  return { reason: obstacleReason(obstacle), busy: false };
}

function timesIn(lines: readonly string[], line: string): number {
  return lines.filter((each) => each === line).length;
}

/** Bytes without blanks, below which a line may stand in a message by chance, or the end of a message on a line. */
const SHORT = 8;
const WORD = /[A-Za-z0-9]/;
/** By so much of its end a message is known. */
const END = 24;

/**
 * Whether a line of the screen is the message's: one in its midst; or the newest, where the screen ends as the message does,
 * or where that line is the message's last one, behind nothing but marks.
 */
function isPart(line: string, lines: readonly string[], text: string): boolean {
  const [shown, sent] = [flat(line), flat(text)];
  const last = flat(text.trimEnd().split("\n").at(-1) ?? "");
  const isLast = WORD.test(last) && shown.endsWith(last);
  if (isLast && !WORD.test(shown.slice(0, -last.length))) return true;
  if (lines.at(-1) !== line) return Buffer.byteLength(shown) >= SHORT && sent.includes(shown);
  return Buffer.byteLength(sent) >= SHORT && flat(lines.join("\n")).endsWith(sent.slice(-END));
}
