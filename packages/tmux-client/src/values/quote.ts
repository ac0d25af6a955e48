import { invalidArgument } from "./error.js";

/** One command as a string for tmux's own parser. */
export function quoteCommand(command: readonly string[]): string {
  return command.map(quoteWord).join(" ");
}

/** One element of the argv of the tmux client: a `;` at its end would part two commands. */
export function argvLiteral(text: string): string {
  return text.endsWith(";") ? `${text.slice(0, -1)}\\;` : text;
}

/** Text where tmux expects a format (`-c`, `-n`): `#{…}` and `#(…)` stay as they are written. */
export function formatLiteral(text: string): string {
  // tmux itself leaves `#`s before a `[` alone, however many there are.
  return text.replaceAll(/#+(?![#[])/g, "$&$&");
}

/** Throws InvalidArgument for text that no argv can carry or that would change on the way. */
export function checkText(text: string, what: string): string {
  if (typeof text !== "string") throw invalidArgument(`${what} is no text`);
  if (text.includes("\0"))
    throw invalidArgument(`${what} holds a NUL, which tmux cannot take: remove it`);
  if (/\p{Surrogate}/u.test(text)) {
    throw invalidArgument(`${what} holds half of a surrogate pair, which is no UTF-8: remove it`);
  }
  return text;
}

/** One word of a command string that tmux parses itself (if-shell, tmux(1) PARSING SYNTAX). */
function quoteWord(text: string): string {
  // Even within quotes tmux takes a `#` after a newline for a comment, and drops blanks there.
  return `'${text.replaceAll("'", "'\\''").replaceAll("\n", `'"\\n"'`)}'`;
}
