import { createHash } from "node:crypto";
import { cleanText } from "../channel/clean-text.js";

/** A message as it will be delivered. */
export interface Message {
  readonly text: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** The message as it is delivered: without what could act on a terminal. */
export function normalise(message: string): Message {
  const text = cleanText(message);
  const bytes = Buffer.from(text, "utf8");
  return { text, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/**
 * Whether a runtime that tells which prompt it took means this message. Letters and digits alone count, as in drain/receipt.sh: some
 * add words or blanks around it.
 */
export function isPrompt(message: string, prompt: string): boolean {
  const [wanted, told] = [lettersOf(message), lettersOf(prompt)];
  return wanted === "" ? told === "" : told.includes(wanted);
}

/** Whether what a runtime has recorded as a message is this one, and no more than that. */
export function isMessage(message: string, recorded: string): boolean {
  return lettersOf(message) === lettersOf(recorded);
}

function lettersOf(text: string): string {
  return text.replaceAll(/[\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]/g, "");
}
