import type { Span } from "./line-index.js";
import type { Report } from "../check/report.js";

/** A thousand agents need about 300,000 characters; a parse of this many takes seconds at worst. */
const LARGEST: number = 512 * 1024;

// What no UTF-8 text has: C0 but tab, line feed and carriage return; DEL; the sign for bytes that are not UTF-8.
const NOT_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]/; // oxlint-disable-line no-control-regex

/** Whether a text can be given to the YAML parser at all. */
export function checkText(text: string, report: Report): boolean {
  if (text.length > LARGEST) {
    const message = `the file has ${text.length} characters; a roster has at most ${LARGEST}`;
    report({ code: "too-large", message, hint: "check that this is the roster" }, [0, 0]);
    return false;
  }
  const at = text.search(NOT_TEXT);
  if (at < 0) return true;
  const code = text.charCodeAt(at).toString(16).padStart(4, "0").toUpperCase();
  const message = `the file is not UTF-8 text: it holds U+${code}`;
  const hint = "check that this is the roster, and save it as UTF-8";
  report({ code: "not-text", message, hint }, spanAt(at));
  return false;
}

/** The text without a byte order mark, which editors of other systems write. */
export function withoutByteOrderMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}

function spanAt(offset: number): Span {
  return [offset, offset + 1];
}
