import { randomBytes } from "node:crypto";
import type { CallOptions } from "../transport/call-options.js";
import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import type { Guard } from "../transport/guard.js";
import { TmuxError, invalidArgument } from "../values/error.js";
import { checkText } from "../values/quote.js";
import { checkPane } from "../values/target.js";
import type { PaneRef } from "../values/target.js";
import { onPane, paneGuard } from "./pane-guard.js";

export async function keys(client: Client, pane: PaneRef, words: readonly string[]): Promise<void> {
  checkPane(pane);
  const commands = keysCommands(pane, checkKeys(words));
  await input(client, pane, commands, { shown: shownKeys(pane, words) });
}

/** Throws InvalidArgument. */
export function checkKeys(words: readonly string[]): readonly string[] {
  if (words.length === 0) throw invalidArgument("no key was given: name at least one");
  for (const key of words) checkText(key, "a key");
  return words;
}

/** Words of one command: tmux's parser holds some thousands. */
const WORDS = 1000;

export function keysCommands(
  pane: PaneRef,
  words: readonly string[],
  flags: readonly string[] = [],
): Command[] {
  return Array.from({ length: Math.ceil(words.length / WORDS) }, (_, index) => {
    const some = words.slice(index * WORDS, (index + 1) * WORDS);
    return ["send-keys", ...flags, "-t", pane.id, "--", ...some];
  });
}

export function shownKeys(pane: PaneRef, words: readonly string[]): Command {
  return ["send-keys", "-t", pane.id, "--", `(${String(words.length)} keys)`];
}

/** Most bytes that one call of `bytes` types. */
const BYTES_LIMIT = 256 * 1024;

export async function bytes(client: Client, pane: PaneRef, data: Uint8Array): Promise<void> {
  checkPane(pane);
  const shown = ["send-keys", "-H", "-t", pane.id, `(${String(data.length)} bytes)`];
  if (data.length > BYTES_LIMIT) throw tooLarge(data.length, "256 KiB");
  const hex = Array.from(data, (byte) => byte.toString(16).padStart(2, "0"));
  await input(client, pane, keysCommands(pane, hex, ["-H"]), { shown });
}

/** Most bytes that one paste takes. */
const PASTE_LIMIT = 16 * 1024 * 1024;

/** As terminals write it, in seven bits and in eight. */
const PASTE_END = /(?:\u001b\[|\u009b)201~/;

export interface PasteOptions {
  /**
   * Default true: a program that asked for it is told where the paste begins and ends. Text that
   * holds the mark of the end (`ESC[201~`) is refused then: what follows would be taken for keys.
   */
  readonly bracketed?: boolean;
}

export async function paste(
  client: Client,
  pane: PaneRef,
  text: string,
  { bracketed = true }: PasteOptions = {},
): Promise<void> {
  checkPane(pane);
  const data = Buffer.from(checkText(text, "the text to paste"), "utf8");
  if (bracketed && PASTE_END.test(text)) {
    throw invalidArgument(
      "the text to paste holds `ESC[201~`, which ends a bracketed paste: take it out, or paste with `bracketed: false`",
    );
  }
  const shown = ["paste-buffer", "-t", pane.id, `(${String(data.length)} bytes)`];
  if (data.length > PASTE_LIMIT) throw tooLarge(data.length, "16 MiB");
  // tmux keeps no empty buffer, so there is only the pane to check.
  if (data.length === 0) return await input(client, pane, [], { shown });
  const buffer = `paste-${randomBytes(8).toString("hex")}`;
  const rest = [...(bracketed ? ["-p"] : []), "-r", "-d", "-b", buffer, "-t", pane.id];
  await input(
    client,
    pane,
    [
      // From 3.7 on tmux makes control characters visible unless it is told not to.
      [
        "if-shell",
        "-F",
        "#{m/r:^(next-)?(3[.]([7-9]|[1-9][0-9])|[4-9])|^master,#{version}}",
        `paste-buffer -S ${rest.join(" ")}`,
        `paste-buffer ${rest.join(" ")}`,
      ],
    ],
    { shown, input: data },
    {
      before: [["load-buffer", "-b", buffer, "-"]],
      otherwise: [["delete-buffer", "-b", buffer]],
    },
  );
}

/** tmux says nothing when keys fall on a dead pane or into a mode, and 3.3a dies of a paste into one. */
export const READY = "#{?#{||:#{pane_dead},#{pane_in_mode}},0,1}";

async function input(
  client: Client,
  pane: PaneRef,
  commands: readonly Command[],
  options: CallOptions & { readonly shown: Command },
  around: Pick<Guard, "before" | "otherwise"> = {},
): Promise<void> {
  await onPane(client, pane, commands, options, { ...paneGuard(pane, [READY]), ...around });
}

function tooLarge(length: number, limit: string): TmuxError {
  return new TmuxError(
    "PayloadTooLarge",
    `${String(length)} bytes are more than one call takes (${limit}): send less at once`,
  );
}
