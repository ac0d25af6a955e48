import { fstatSync } from "node:fs";
import type { CommandText } from "./command.js";
import { commandHelp } from "./help/command-help.js";
import { mainHelp } from "./help/main-help.js";
import type { View } from "./help/view.js";
import { typedName } from "./invocation.js";
import type { ProgramText } from "./program.js";
import { writeOut } from "./write-out.js";

/**
 * Answers who asks for help or the version and for nothing else; false where there is more to it. An app makes a bundle of its own of
 * it, in CommonJS and without what commands do: the loader of ES modules and the parser of the command line take as long as Node's own start.
 */
export function answerHelp(
  process: NodeJS.Process,
  help: { readonly text: ProgramText; readonly commands: readonly CommandText[] },
  version: () => string,
): boolean {
  const words = process.argv.slice(2);
  if (words.length > 2) return false;
  const answer = answerTo(words, help, () => viewOf(process, help.text.name), version);
  if (answer === undefined) return false;
  writeOut(help.text.name, process, answer);
  return true;
}

function answerTo(
  [first = "", second]: readonly string[],
  { text, commands }: { readonly text: ProgramText; readonly commands: readonly CommandText[] },
  view: () => View,
  version: () => string,
): string | undefined {
  if (second === undefined) {
    if (first === "--version") return `${version()}\n`;
    return HELP.has(first) || first === "help" ? mainHelp(commands, text, view()) : undefined;
  }
  const named = HELP.has(second) ? first : first === "help" ? second : undefined;
  const spec = commands.find(({ name, alias }) => named === name || named === alias);
  return named === undefined || spec === undefined ? undefined : commandHelp(spec, text, view());
}

function viewOf(process: NodeJS.Process, name: string): View {
  const program = typedName(name, process.env);
  // To ask the stream is to make it, which only a terminal is worth.
  if (!fstatSync(1).isCharacterDevice() || !process.stdout.isTTY) return { program, width: 80 };
  return { program, width: process.stdout.columns || process.stderr.columns || 80 };
}

const HELP: ReadonlySet<string> = new Set(["--help", "-h"]);
