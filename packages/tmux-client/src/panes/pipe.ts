import { dirname, isAbsolute } from "node:path";
import { isFolder } from "../sessions/folder.js";
import type { Client } from "../transport/client.js";
import { invalidArgument } from "../values/error.js";
import { checkText, formatLiteral } from "../values/quote.js";
import { checkPane } from "../values/target.js";
import type { PaneRef } from "../values/target.js";
import { onPane, paneGuard } from "./pane-guard.js";

/** Where the output of a pane goes: to the end of a file, or into the input of a program (argv). */
export type PipeTarget = { readonly file: string } | { readonly command: readonly string[] };

export async function pipe(client: Client, pane: PaneRef, target: PipeTarget): Promise<void> {
  checkPane(pane);
  const text = "file" in target ? fileText(client, target.file) : commandText(target.command);
  // The text passes tmux's formats and strftime(3) before it comes to sh.
  const word = formatLiteral(text).replaceAll("%", "%%");
  const shown = ["pipe-pane", "-O", "-t", pane.id, "…"];
  const free = "#{?#{||:#{pane_dead},#{pane_pipe}},0,1}";
  const command = ["pipe-pane", "-O", "-t", pane.id, word];
  await onPane(client, pane, [command], { shown }, paneGuard(pane, [free]));
}

export async function unpipe(client: Client, pane: PaneRef): Promise<void> {
  const shown = ["pipe-pane", "-t", checkPane(pane).id];
  await onPane(client, pane, [shown], { shown });
}

/** One word of sh(1). */
function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fileText(client: Client, file: string): string {
  checkText(file, "the transcript's path");
  if (!isAbsolute(file)) {
    throw invalidArgument(`transcript \`${file}\` is not absolute: give it from \`/\` on`);
  }
  // The program that fails would do so in silence.
  const here = client.options.prefix.length === 0;
  if (here && !isFolder(dirname(file))) {
    throw invalidArgument(`there is no folder \`${dirname(file)}\`: make it first`);
  }
  return `exec cat >>${shellWord(file)}`;
}

function commandText(command: readonly string[]): string {
  if (!command[0]) throw invalidArgument("the pipe's command is empty: give at least a program");
  for (const word of command) checkText(word, "an argument of the pipe's command");
  return `exec ${command.map(shellWord).join(" ")}`;
}
