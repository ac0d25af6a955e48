import { fstatSync } from "node:fs";
import type { CommandText } from "./command.js";
import { commandHelp } from "./help/command-help.js";
import { mainHelp } from "./help/main-help.js";
import type { View } from "./help/view.js";
import { programName } from "./invocation.js";
import { writeOut } from "./write-out.js";

/** Put in by the build: what each command says of itself. */
declare const COMMANDS: readonly CommandText[];

/**
 * Answers who asks for help or the version and for nothing else; false where there is more to it. It is a bundle of its own, in
 * CommonJS and without what commands do: the loader of ES modules and the parser of the command line take as long as Node's own start.
 */
export function answerHelp(process: NodeJS.Process, version: () => string): boolean {
  const words = process.argv.slice(2);
  if (words.length > 2) return false;
  const text = answerTo(words, () => viewOf(process), version);
  if (text === undefined) return false;
  writeOut(process, text);
  return true;
}

function answerTo(
  [first = "", second]: readonly string[],
  view: () => View,
  version: () => string,
): string | undefined {
  if (second === undefined) {
    if (first === "--version") return `${version()}\n`;
    return HELP.has(first) || first === "help" ? mainHelp(COMMANDS, view()) : undefined;
  }
  const named = HELP.has(second) ? first : first === "help" ? second : undefined;
  const spec = COMMANDS.find(({ name, alias }) => named === name || named === alias);
  return named === undefined || spec === undefined ? undefined : commandHelp(spec, view());
}

function viewOf(process: NodeJS.Process): View {
  const program = programName(process.env);
  // To ask the stream is to make it, which only a terminal is worth.
  if (!fstatSync(1).isCharacterDevice() || !process.stdout.isTTY) return { program, width: 80 };
  return { program, width: process.stdout.columns || process.stderr.columns || 80 };
}

const HELP: ReadonlySet<string> = new Set(["--help", "-h"]);
