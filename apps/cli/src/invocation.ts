import type { GlobalFlags } from "./global-flags.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** What one types to run this program: by npm from the repository, `npx` finds it; else it is on PATH. */
export function programName(env: Environment): string {
  const byNpm = env["npm_lifecycle_event"] !== undefined || env["npm_execpath"] !== undefined;
  return byNpm ? "npx mosaic-fleet" : "mosaic-fleet";
}

/** Commands within backticks, as they work where this program was started. */
export function asTyped(text: string, env: Environment): string {
  return text.replaceAll(/`mosaic-fleet(?= )/g, `\`${programName(env)}`);
}

/** A command line to copy: each word quoted for a POSIX shell where it needs it. */
export function commandLine(env: Environment, words: readonly string[]): string {
  return `${programName(env)} ${commandWords(words)}`;
}

/** An argv as one would type it. */
export function commandWords(argv: readonly string[]): string {
  return argv.map(quoted).join(" ");
}

/** The options by which another command finds the same fleet; it remembers its supervisor itself. */
export function sameFleet({ roster, socket }: GlobalFlags): string[] {
  return [
    ...(roster === undefined ? [] : ["--roster", roster]),
    ...(socket === undefined ? [] : ["--socket", socket]),
  ];
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
