import { spawnSync } from "node:child_process";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { readActivity } from "../activity/read-activity.js";
import { readActivityRecord } from "../channel/activity-file.js";
import { holdsText, withoutColours } from "../runtime/input-box.js";
import type { DeliveryPolicy, DeliveryTarget } from "./delivery-target.js";
import { paneCalls, type PaneFacts } from "./pane-calls.js";

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

/** The same with a look at the pane: no runtime tells of a prompt that is dismissed, but then its input box is there again. */
export async function hindranceNow(
  target: DeliveryTarget & { readonly pane: PaneRef },
  policy: DeliveryPolicy,
): Promise<Hindrance | undefined> {
  const { tmux, pane, runtime } = target;
  const hindrance = activityHindrance(target, policy, await paneCalls(tmux).facts(pane));
  const shown = runtime?.box.shown ?? null;
  if (shown === null || !/^blocked: (permission|question)$/.test(hindrance?.reason ?? ""))
    return hindrance;
  const screen = await paneCalls(tmux).screen(pane);
  const isBack = new RegExp(shown, "u").test(screen) && !dialogHindrance(target, screen);
  return isBack ? undefined : hindrance;
}

/** Whether something hands over what is queued: the runtime can, and has told of itself since it was started. */
export function isDrained({ channel, runtime }: DeliveryTarget): boolean {
  const source = readActivityRecord(channel)?.source;
  return (runtime?.channel.drain ?? null) !== null && source !== undefined && source !== "launcher";
}

/** What the screen says; undefined when nothing speaks against typing. */
export function screenHindrance(target: DeliveryTarget, screen: string): Hindrance | undefined {
  const { runtime } = target;
  const dialog = dialogHindrance(target, screen);
  if (dialog !== undefined || runtime === undefined) return dialog;
  return holdsText(runtime.box, screen) === true
    ? { reason: "draft: somebody's half-typed text is in its input box", busy: false }
    : undefined;
}

/** A dialog that would take Enter for its answer. */
export function dialogHindrance(
  { runtime }: DeliveryTarget,
  coloured: string,
): Hindrance | undefined {
  if (runtime === undefined) return undefined;
  const screen = withoutColours(coloured);
  for (const pattern of runtime.ready.dialogs) {
    const words = new RegExp(pattern, "u").exec(screen)?.[0];
    if (words !== undefined) return { reason: `dialog ("${words}")`, busy: false };
  }
  return undefined;
}

/** Longest line in bytes that a terminal passes on to a program that reads by lines: termios(3), 4096 with its end. */
const LINE = 4095;

/** A program that reads its terminal by lines would lose the rest of a longer one, and nobody would be told. */
export async function lineHindrance(
  { tmux, runtime }: DeliveryTarget,
  pane: PaneRef,
  text: string,
): Promise<Hindrance | undefined> {
  const long = text.split("\n").some((line) => Buffer.byteLength(line) > LINE);
  if (runtime !== undefined || !long) return undefined;
  const { tty = "" } = (await paneCalls(tmux).facts(pane)) ?? {};
  const flag = process.platform === "darwin" ? "-f" : "-F";
  const { stdout } = spawnSync("stty", [flag, tty, "-a"], { encoding: "utf8", timeout: 2000 });
  if (!/(?<!-)\bicanon\b/.test(stdout ?? "")) return undefined;
  return {
    reason: `a line is longer than ${LINE} bytes, and this program reads by lines`,
    busy: false,
  };
}
