import type { Severity } from "../diagnostic.js";
import type { ScannedVariable } from "./scan-environment.js";

/** A remark on one variable, before it has a position. */
export interface Remark {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}

/** Linux: the longest single `KEY=value`, its final NUL included (execve(2)). */
const LONGEST = 131_072;

/** What of this variable will surprise: kept by systemd, but hardly as it was meant. Values never stand in the messages: they may be secrets. */
export function* judgeVariable(variable: ScannedVariable): Generator<Remark> {
  const { key, value, openQuote } = variable;
  const raw = variable.raw.trim();
  const quoted = raw.startsWith('"') || raw.startsWith("'");
  const warn = (code: string, message: string, hint: string): Remark => ({
    code,
    severity: "warning",
    message,
    hint,
  });

  if (openQuote) {
    const message = `The quote of \`${key}\` is never closed, so the rest of the file is its value`;
    yield { code: "open-quote", severity: "error", message, hint: "Close the quote, or remove it" };
    return;
  }
  if (key.length + value.length + 2 > LONGEST) {
    const message = `\`${key}\` is longer than ${String(LONGEST)} bytes, and no process can be started with it`;
    yield {
      code: "too-long",
      severity: "error",
      message,
      hint: "Put the data into a file and name that file",
    };
  }
  // In single quotes a dollar sign is plainly meant as it stands.
  if (!raw.startsWith("'") && (/\$[A-Za-z_{(]|`/.test(unescaped(raw)) || /^~(\/|$)/.test(raw)))
    yield warn(
      "not-expanded",
      `\`${key}\` has a \`$\`, \`~\` or backtick, which systemd takes literally`,
      "Write the value out, or put it in single quotes to say that it is meant so",
    );
  if (/^%[A-Za-z](\/|$)/.test(value))
    yield warn(
      "specifier",
      `\`${key}\` starts with a specifier, which systemd expands in unit files only`,
      "Write the value out",
    );
  if (!quoted && /\s[#;]/.test(raw))
    yield warn(
      "comment-in-value",
      `The comment sign behind the value of \`${key}\` is part of the value`,
      "Put the comment on a line of its own",
    );
  if (!quoted && /\\[^\n\r]/.test(variable.raw))
    yield warn(
      "backslash",
      `Outside of quotes a backslash in \`${key}\` is dropped`,
      "Double it, or put the value in single quotes",
    );
  if (raw.startsWith('"') && /\\[nrt]/.test(raw.replaceAll("\\\\", "")))
    yield warn(
      "kept-escape",
      `A backslash and its letter within the quotes of \`${key}\` stay two characters, where other readers of such files make a line end or tab of them`,
      "Double the backslash to say that it is meant so, or write the value over several lines",
    );
  if (!quoted && /["']/.test(unescaped(raw)))
    yield warn(
      "inner-quote",
      `The quotes within \`${key}\` are part of its value, as it does not start with one`,
      "Quote the whole value",
    );
  if (quoted && textAfterQuote(raw))
    yield warn(
      "after-quote",
      `What follows the closing quote of \`${key}\` is joined to its value without a blank`,
      "Quote the whole value once",
    );
}

/** Without what a backslash protects. */
function unescaped(raw: string): string {
  return raw.replace(/\\[^]/g, "");
}

function textAfterQuote(raw: string): boolean {
  return !/^(?:"(?:[^"\\]|\\[^])*"|'[^']*')$/.test(raw);
}
