import { TmuxError } from "./error.js";

declare const brand: unique symbol;

/** A session name that every tmux command takes as it is: `[A-Za-z0-9][A-Za-z0-9_-]{0,63}`. */
export type SessionName = string & { readonly [brand]: "SessionName" };

/** Ids mean something only within one run of the server, so verbs take them with its epoch. */
export type SessionId = `$${number}`;
export type WindowId = `@${number}`;
export type PaneId = `%${number}`;

/**
 * Text that may be a session name. A literal that cannot be one does not compile; what is only
 * known as `string` is checked when it is used.
 */
export type NameText<N extends string> = string extends N
  ? N
  : N extends "" | `${string}${Forbidden}${string}` | `${"-" | "_"}${string}`
    ? never
    : N;

type Forbidden =
  | (" " | "\t" | "\n" | "." | ":" | "*" | "?" | "[" | "]" | "{" | "}" | "(" | ")" | "<" | ">")
  | ("=" | "$" | "@" | "%" | "#" | ";" | "/" | "\\" | "'" | '"' | "`" | "~" | "!" | "+" | "," | "|")
  | ("^" | "&");

/** Throws InvalidName. Nothing is rewritten: tmux itself turns `.` and `:` into `_` in silence. */
export function parseSessionName(text: string): SessionName {
  if (!isSessionName(text)) {
    throw new TmuxError(
      "InvalidName",
      `${JSON.stringify(text)} is no session name: use letters, digits, \`_\` and \`-\`, at most 64, the first a letter or digit`,
    );
  }
  return text;
}

/** Whether the text is a name that we create; a foreign session may have another. */
export function isSessionName(text: string): text is SessionName {
  return typeof text === "string" && /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text);
}
