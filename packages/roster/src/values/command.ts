import type { Finding } from "../check/diagnostic.js";
import { quote } from "./quote.js";
import { splitCommand } from "./split-command.js";

/** The words of a command as a roster writes it, or why there are none. */
export function readCommand(written: string | string[]): { value: string[] } | Finding {
  const words = typeof written === "string" ? splitCommand(written) : written;
  if (!Array.isArray(words)) {
    const message = `the command cannot be split into words: ${words.problem}`;
    return { code: "bad-command", message, hint: words.hint, index: words.index };
  }
  if (words[0] !== undefined && words[0] !== "") return { value: words };
  const message = "the command is empty";
  return {
    code: "bad-command",
    message,
    hint: "its first word is the program, such as `[bash, -l]`",
  };
}

const OPERATOR = /^(?:&&?|\|\|?|;|\d?[<>]{1,2}(?:&\d)?)$/;
const EXPANSION = /\$(?:\w|\{|\()|`/;

/** What a reader of the command would expect a shell to do, and none does. */
export function shellSyntax(written: string | readonly string[]): Finding | undefined {
  const words = typeof written === "string" ? splitCommand(written) : written;
  if (!Array.isArray(words) || runsShell(words as string[])) return undefined;
  const index = (words as string[]).findIndex(
    (word) => OPERATOR.test(word) || (typeof written === "string" && EXPANSION.test(word)),
  );
  const odd = words[index];
  if (odd === undefined) return undefined;
  const message = `no shell runs the command: ${quote(odd)} reaches the program as it is`;
  const hint = "for a shell write `[sh, -c, 'the whole line']`";
  return { code: "shell-syntax", message, hint, index };
}

/** The word of a command that begins with a home which is not expanded there. */
export function literalHome(words: readonly string[]): Finding | undefined {
  const index = words.findIndex((word) => /^(?:~|\$HOME|\$\{HOME\})(?:\/|$)/.test(word));
  const odd = words[index];
  if (odd === undefined || runsShell(words)) return undefined;
  const message = `${quote(odd)} in a command is not expanded`;
  return {
    code: "literal-home",
    message,
    hint: "write the absolute path, or a name found on PATH",
    index,
  };
}

/** `sh -c LINE` in any spelling: what follows is for that shell. */
function runsShell(words: readonly string[]): boolean {
  const program = words[0]?.split("/").at(-1) ?? "";
  return /^(?:ba|da|z|k|fi)?sh$/.test(program) && words.some((word) => /^-[a-z]*c$/.test(word));
}
