import { cleanText } from "../channel/clean-text.js";

/** How a turn ended, as the runtime itself reports it. */
export interface TurnEnd {
  /** A hook's payload, a plugin, or the runtime's own record of the conversation. */
  readonly source: "hook" | "native" | "record";
  /** What began it, as far as the writer knows. */
  readonly prompt: string | undefined;
  /** Of the queued message that began it. */
  readonly id: string | undefined;
  /** What the runtime calls the turn. */
  readonly turn: string | undefined;
  /** From outside, without what could act on a terminal; null: it ended without one. */
  readonly answer: string | null;
  /** The record that would hold the answer does not yet: it is written a little later. */
  readonly isLate?: true;
  /** Why there is none, or not all of it: one line for people, from outside. */
  readonly reason?: string;
  /** Milliseconds since the epoch at which it was told. */
  readonly at: number;
}

/**
 * Bytes of an answer that are kept.
 *
 * @public by tools/generate-reference.mjs
 */
export const LONGEST: number = 1024 * 1024;

/** An answer as it is given out: its first MiB, and whether more was there. */
export function answerOf(
  text: string,
  isCut = false,
): { readonly answer: string; readonly reason?: string } {
  const bytes = Buffer.from(cleanText(text));
  if (!isCut && bytes.length <= LONGEST) return { answer: bytes.toString() };
  // Not within a character, which begins with a byte that is not 10xxxxxx
  let end = Math.min(LONGEST, bytes.length);
  while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return { answer: bytes.toString("utf8", 0, end), reason: "it was cut: its first MiB is kept" };
}

/** An end without an answer, and why. */
export function noAnswer(reason: string): { readonly answer: null; readonly reason: string } {
  return { answer: null, reason: oneLine(reason) };
}

function oneLine(text: string): string {
  return cleanText(text.slice(0, 1000))
    .replaceAll(/[\n\t]+/g, " ")
    .trim();
}
