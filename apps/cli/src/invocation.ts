import { asTyped as typedBy, commandWords, typedName } from "@mosaicstack/command-line";
import type { GlobalFlags } from "./global-flags.js";
import { programName as name } from "./program-text.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** What one types to run this program. */
export function programName(env: Environment): string {
  return typedName(name, env);
}

/** Commands within backticks, as they work where this program was started. */
export function asTyped(text: string, env: Environment): string {
  return typedBy(name, text, env);
}

/** A command line to copy: each word quoted for a POSIX shell where it needs it. */
export function commandLine(env: Environment, words: readonly string[]): string {
  return `${programName(env)} ${commandWords(words)}`;
}

/** The options by which another command finds the same fleet; it remembers its supervisor itself. */
export function sameFleet({ roster, socket }: GlobalFlags): string[] {
  return [
    ...(roster === undefined ? [] : ["--roster", roster]),
    ...(socket === undefined ? [] : ["--socket", socket]),
  ];
}
