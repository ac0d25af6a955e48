import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { readActivity } from "../activity/read-activity.js";
import { readActivityRecord } from "../channel/activity-file.js";
import { findObstacle, obstacleReason, ownDialog } from "../runtime/find-obstacle.js";
import type { Obstacle } from "../runtime/find-obstacle.js";
import { needsColours } from "../runtime/input-box.js";
import type { Screen } from "../runtime/screen.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { paneCalls, type PaneFacts } from "./pane-calls.js";
import { flat } from "./seen-text.js";

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
  { before, text }: { readonly before: string; readonly text: string },
): Hindrance | undefined {
  const obstacle = findObstacle(runtime, screen);
  if (obstacle?.words === undefined) return undefined;
  const { line } = obstacle;
  if (line !== undefined && (before.includes(line) || isPart(line, text))) return undefined;
  return inTheWay(obstacle);
}

function inTheWay(obstacle: Obstacle): Hindrance {
  return { reason: obstacleReason(obstacle), busy: false };
}

/** Whether a line of the screen shows the message, or a part of it. */
function isPart(line: string, text: string): boolean {
  const [shown, sent] = [flat(line), flat(text)];
  return sent.includes(shown) || shown.endsWith(flat(text.trimEnd().split("\n").at(-1) ?? ""));
}

/** Longest line in bytes that a terminal passes on to a program that reads by lines: termios(3), 4096 with its end. */
const LINE = 4095;

/** A program that reads its terminal by lines would lose the rest of a longer one, and nobody would be told. */
export async function lineHindrance(
  target: DeliveryTarget & { readonly pane: PaneRef },
  text: string,
): Promise<Hindrance | undefined> {
  const long = text.split("\n").some((line) => Buffer.byteLength(line) > LINE);
  if (!long || !(await readsLines(target))) return undefined;
  return {
    reason: `a line is longer than ${LINE} bytes, and this program reads by lines`,
    busy: false,
  };
}

/** Whether the pane's program leaves it to the terminal to gather lines: termios(3), ICANON. */
export async function readsLines({
  tmux,
  pane,
}: DeliveryTarget & { readonly pane: PaneRef }): Promise<boolean> {
  const { tty = "" } = (await paneCalls(tmux).facts(pane)) ?? {};
  const flag = process.platform === "darwin" ? "-f" : "-F";
  const { stdout } = await promisify(execFile)("stty", [flag, tty, "-a"], { timeout: 2000 }).catch(
    () => ({ stdout: "" }),
  );
  return /(?<!-)\bicanon\b/.test(stdout);
}
