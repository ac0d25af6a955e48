import { invalidArgument } from "./error.js";
import { checkText } from "./quote.js";

/** argv for the end of a command of tmux, run without a shell. Throws InvalidArgument. */
export function programWords(command: readonly string[], what: string): string[] {
  const [file, ...rest] = command;
  if (!file) throw invalidArgument(`${what} is empty: give at least a program`);
  for (const word of command) checkText(word, `an argument of ${what}`);
  // A single word would go through the person's shell.
  return rest.length > 0 ? ["--", ...command] : ["--", "/bin/sh", "-c", 'exec "$0"', file];
}

/** `-e NAME=value` for each. Throws InvalidArgument. */
export function environmentFlags(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).flatMap(([name, value]) => [
    "-e",
    `${checkVariable(name)}=${checkText(value, `variable ${name}`)}`,
  ]);
}

export function checkVariable(name: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return name;
  throw invalidArgument(`${JSON.stringify(name)} is no name for an environment variable`);
}
