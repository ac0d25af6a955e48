import type { Diagnostic } from "../diagnostic.js";
import { continues, isComment, type PhysicalLine } from "./physical-lines.js";

/** systemd's `LONG_LINE_MAX`, in bytes: a line has to be shorter, and joined with its continuations it may be as long. */
export const LONGEST_LINE: number = 1024 * 1024;

/** The lines for which systemd refuses a whole file, a comment too; of a continued one that at which the limit is passed. */
export function longLines(lines: readonly PhysicalLine[]): Diagnostic[] {
  // No character takes more than three bytes for each of its UTF-16 units.
  if (lines.reduce((sum, { text }) => sum + text.length * 3, 0) < LONGEST_LINE) return [];
  const found: Diagnostic[] = [];
  let joined = 0;
  let bomSeen = false;
  for (const [index, physical] of lines.entries()) {
    const bytes = byteLength(physical.text);
    if (bytes >= LONGEST_LINE) found.push(tooLong(index, bytes, "This line"));
    if (isComment(physical)) continue;
    const marked: boolean = !bomSeen && physical.text.startsWith("\uFEFF");
    bomSeen ||= marked;
    const sum = joined + bytes - (marked ? 3 : 0);
    if (joined > 0 && joined <= LONGEST_LINE && sum > LONGEST_LINE && bytes < LONGEST_LINE)
      found.push(tooLong(index, sum, "This line with those that it continues"));
    joined = continues(physical.text) ? sum : 0;
  }
  return found;
}

/** In bytes as they stand in the file; a byte that is no UTF-8 is half a surrogate pair here, see `decodeBytes`. */
export function byteLength(text: string): number {
  const bytes = Buffer.byteLength(text);
  if (bytes === text.length) return bytes;
  return bytes - 2 * (text.match(/[\u{dc80}-\u{dcff}]/gu)?.length ?? 0);
}

function tooLong(index: number, bytes: number, what: string): Diagnostic {
  return {
    line: index + 1,
    column: 1,
    code: "line-too-long",
    severity: "error",
    message: `${what} has ${String(bytes)} bytes, so systemd refuses the whole file: its limit is ${String(LONGEST_LINE)}`,
    hint: "Put the text into a file of its own, or into several assignments",
  };
}
