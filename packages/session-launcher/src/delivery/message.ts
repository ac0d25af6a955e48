import { createHash } from "node:crypto";

/** A message as it will be delivered. */
export interface Message {
  readonly text: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * CR and CRLF become LF; C0 but TAB and LF, DEL and C1 are taken out: an escape sequence could end the bracketed paste
 * and type on. A half of a surrogate pair becomes U+FFFD, for it has no UTF-8.
 */
export function normalise(message: string): Message {
  const printable = message
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
  const bytes = Buffer.from(printable, "utf8");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { text: bytes.toString("utf8"), bytes: bytes.length, sha256 };
}

/** Whether a runtime that tells which prompt it took means this message; some add words or blanks around it. */
export function isPrompt(message: string, prompt: string): boolean {
  return squeeze(prompt).includes(squeeze(message));
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
