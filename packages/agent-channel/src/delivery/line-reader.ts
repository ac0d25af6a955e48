import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { PaneRef } from "@mosaicstack/tmux-client";
import type { DeliveryTarget } from "./delivery-target.js";
import type { Hindrance } from "./hindrance.js";
import { paneCalls } from "./pane-calls.js";

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

/** How a terminal is set, termios(3). */
export interface Terminal {
  /** ICANON: it gathers a line before the program sees any of it. */
  readonly gathersLines: boolean;
  /** ECHO. */
  readonly echoes: boolean;
  /** VKILL: the byte that empties the line that it gathers; undefined where there is none. */
  readonly kill: number | undefined;
}

/** How the pane's terminal is set; as one that gathers nothing where that cannot be told. */
export async function terminalOf(
  target: DeliveryTarget & { readonly pane: PaneRef },
): Promise<Terminal> {
  const flag = process.platform === "darwin" ? "-f" : "-F";
  const { stdout } = await promisify(execFile)("stty", [flag, await ttyOf(target), "-a"], {
    timeout: 2000,
  }).catch(() => ({ stdout: "" }));
  const [, kill = ""] = /\bkill = (\^.|[^<;]);/.exec(stdout) ?? [];
  return {
    gathersLines: /(?<!-)\bicanon\b/.test(stdout),
    echoes: /(?<!-)\becho\b/.test(stdout),
    kill: kill === "" ? undefined : byteOf(kill),
  };
}

/** Takes back a line that the terminal gathers, before its program sees any of it; false where there is no byte for that. */
export async function emptyLine(
  { tmux, pane }: DeliveryTarget & { readonly pane: PaneRef },
  { gathersLines, kill }: Terminal,
): Promise<boolean> {
  if (!gathersLines || kill === undefined) return false;
  await tmux.panes.bytes(pane, Uint8Array.of(kill));
  return true;
}

/** Whether the pane's program leaves it to the terminal to gather lines. */
export async function readsLines(
  target: DeliveryTarget & { readonly pane: PaneRef },
): Promise<boolean> {
  const { gathersLines } = await terminalOf(target);
  return gathersLines;
}

/**
 * Whether the pane's program read every line that its terminal gathered: bash asks with poll(2), and reads nothing. False
 * where that cannot be told, without a bash of 4 or later, say.
 */
export async function hasReadLines(
  target: DeliveryTarget & { readonly pane: PaneRef },
): Promise<boolean> {
  const ask = '[ "${BASH_VERSINFO-0}" -ge 4 ] && exec <"$0" && ! read -r -t 0';
  return await promisify(execFile)("bash", ["-c", ask, await ttyOf(target)], {
    timeout: 2000,
  }).then(
    () => true,
    () => false,
  );
}

/** As stty(1) writes one: `^U`, `^?`, `x`. */
function byteOf(shown: string): number {
  const last = shown.at(-1) ?? "";
  return shown.length === 1 ? last.charCodeAt(0) : last.charCodeAt(0) ^ 0x40;
}

async function ttyOf({ tmux, pane }: DeliveryTarget & { readonly pane: PaneRef }): Promise<string> {
  return (await paneCalls(tmux).facts(pane))?.tty ?? "";
}
