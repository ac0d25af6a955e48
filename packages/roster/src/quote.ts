import { redact } from "./secret.js";

const LONGEST = 60;

// Control characters, bidirectional overrides and half characters would change how the message itself reads.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Text of the user inside a message: in backticks, on one line, printable, without secrets, 60 characters at most. */
export function quote(text: string): string {
  const safe = redact(text);
  const short = safe.length > LONGEST ? `${safe.slice(0, LONGEST)}…` : safe;
  return `\`${short.replaceAll(UNPRINTABLE, escape)}\``;
}

/** The same text with every character that a terminal would act on made harmless, one for one. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, "\ufffd");
}

function escape(character: string): string {
  const simple: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const code = character.codePointAt(0) ?? 0;
  return simple[character] ?? `\\u${code.toString(16).padStart(4, "0")}`;
}
