import type { Finding } from "../check/diagnostic.js";
import { BLANK_AFTER_DASH, looksLikeItem } from "../text/dash-without-blank.js";
import { quote } from "./quote.js";
import { runsShell } from "./shell-look.js";
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

/** A program whose name begins with a dash: rather a list that YAML did not see. */
export function dashedProgram([program = ""]: readonly string[]): Finding | undefined {
  if (!looksLikeItem(program)) return undefined;
  const message = `the program of the command is ${quote(program)}, a name with a dash in front`;
  return { code: "dash-without-blank", message, hint: BLANK_AFTER_DASH, index: 0 };
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
