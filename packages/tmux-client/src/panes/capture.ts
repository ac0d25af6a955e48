import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { invalidArgument } from "../values/error.js";
import { checkPane } from "../values/target.js";
import type { PaneRef } from "../values/target.js";
import { onPane } from "./pane-guard.js";

export interface CaptureOptions {
  /** Lines above the screen: all, or at most so many. Default none. */
  readonly scrollback?: boolean | number;
  /** Joins lines that the terminal wrapped; keeps blanks at their ends. */
  readonly join?: boolean;
  /** Keeps colours and attributes as escape sequences. */
  readonly escapes?: boolean;
}

export async function capture(
  client: Client,
  pane: PaneRef,
  options: CaptureOptions = {},
): Promise<string> {
  checkPane(pane);
  const command = captureCommand(pane, options);
  return (await onPane(client, pane, [command], { shown: command })).toString("utf8");
}

export function captureCommand(pane: PaneRef, options: CaptureOptions): Command {
  const { scrollback = false, join = false, escapes = false } = options;
  if (typeof scrollback === "number" && (!Number.isSafeInteger(scrollback) || scrollback < 0)) {
    throw invalidArgument(`${String(scrollback)} is no number of lines: give 0 or more`);
  }
  const start = scrollback === true ? "-" : `-${String(Number(scrollback))}`;
  const from = ["-S", start === "-0" ? "0" : start];
  const flags = [...from, ...(join ? ["-J"] : []), ...(escapes ? ["-e"] : [])];
  return ["capture-pane", "-p", ...flags, "-t", pane.id];
}

/** What a pane shows, and where its cursor and its history stand, all of one moment. */
export interface PaneLook {
  readonly text: string;
  /** Counted from 0. */
  readonly cursor: { readonly visible: boolean; readonly x: number; readonly y: number };
  /** Lines that scrolled off its top and are kept, and how many are kept at most. */
  readonly history: number;
  readonly historyLimit: number;
}

const FACTS = "#{cursor_flag} #{cursor_x} #{cursor_y} #{history_size} #{history_limit}";

export function lookCommands(pane: PaneRef, options: CaptureOptions): readonly Command[] {
  return [["display-message", "-p", "-t", pane.id, FACTS], captureCommand(pane, options)];
}

export function readLook(output: Buffer): PaneLook {
  const end = output.indexOf("\n");
  const facts = output.subarray(0, end).toString().split(" ").map(Number);
  const [visible, x = 0, y = 0, history = 0, historyLimit = 0] = facts;
  const text = output.subarray(end + 1).toString("utf8");
  return { text, cursor: { visible: visible === 1, x, y }, history, historyLimit };
}
