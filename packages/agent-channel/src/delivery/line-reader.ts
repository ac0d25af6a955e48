import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { PaneRef } from "@mosaicstack/tmux-client";
import type { DeliveryTarget } from "./delivery-target.js";
import { rules } from "./rules.js";

/** How a terminal is set, termios(3). */
export interface Terminal {
  /** ICANON: it gathers a line before the program sees any of it. */
  readonly gathersLines: boolean;
  /** ECHO. */
  readonly echoes: boolean;
  /** VKILL: the byte that empties the line that it gathers; undefined where there is none. */
  readonly kill: number | undefined;
}

/** Asks once how a terminal is set: stty(1) is a process, and most messages need none. */
export type TerminalOf = () => Promise<Terminal>;

/** How this terminal is set; as one that gathers nothing where that cannot be told. */
export function terminalAt(tty: string): TerminalOf {
  let asked: Promise<Terminal> | undefined;
  return async () => await (asked ??= askStty(tty));
}

async function askStty(tty: string): Promise<Terminal> {
  const flag = process.platform === "darwin" ? "-f" : "-F";
  const { stdout } = await promisify(execFile)("stty", [flag, tty, "-a"], {
    timeout: 2000,
  }).catch(() => ({ stdout: "" }));
  const [, kill = ""] = /\bkill = (\^.|[^<;]);/.exec(stdout) ?? [];
  return {
    gathersLines: /(?<!-)\bicanon\b/.test(stdout),
    echoes: /(?<!-)\becho\b/.test(stdout),
    kill: kill === "" ? undefined : byteOf(kill),
  };
}

/** Whether a program that reads its terminal by lines would lose the rest of one. */
export async function isTooLong(text: string, terminal: TerminalOf): Promise<boolean> {
  const long = text.split("\n").some((line) => Buffer.byteLength(line) > rules.line_bytes);
  return long && (await terminal()).gathersLines;
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

/**
 * Whether the pane's program read every line that its terminal gathered: bash asks with poll(2), and reads nothing. False
 * where that cannot be told, without a bash of 4 or later, say.
 */
export async function hasReadLines(tty: string): Promise<boolean> {
  const script = '[ "${BASH_VERSINFO-0}" -ge 4 ] && exec <"$0" && ! read -r -t 0';
  return await promisify(execFile)("bash", ["-c", script, tty], {
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
