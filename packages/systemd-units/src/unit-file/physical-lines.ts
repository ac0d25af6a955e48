/** One line as it stands in the file, with the characters that end it. */
export interface PhysicalLine {
  readonly text: string;
  /** `\n`, `\r\n`, a lone `\r`, … or empty at the end of the file. */
  readonly end: string;
}

/**
 * Splits as systemd reads: `\n`, `\r` and NUL end a line, and differing ones in a row (`\r\n`) count as one end; a NUL is always the last.
 * Joining every `text + end` gives the input again.
 */
export function physicalLines(text: string): PhysicalLine[] {
  const lines: PhysicalLine[] = [];
  let start = 0;
  for (const { index: stop, 0: end } of text.matchAll(LINE_END)) {
    lines.push({ text: text.slice(start, stop), end });
    start = stop + end.length;
  }
  if (start < text.length) lines.push({ text: text.slice(start), end: "" });
  return lines;
}

const LINE_END = /(?:\n\r?|\r\n?)\0?|\0/g; // oxlint-disable-line no-control-regex

/** A comment, which stands on a line of its own. */
export function isComment({ text }: PhysicalLine): boolean {
  return /^[ \t]*[#;]/.test(text);
}

/** Whether a line that holds this text goes on in the next one: it ends in a backslash that is not itself escaped. */
export function continues(text: string): boolean {
  let backslashes = 0;
  while (text.at(-1 - backslashes) === "\\") backslashes++;
  return backslashes % 2 === 1;
}

/** Without what systemd counts as blank around keys and values. By hand, for `/[ \t]+$/` takes the square of the length of a long row of blanks. */
export function strip(text: string): string {
  let start = 0;
  let stop = text.length;
  while (start < stop && isBlank(text[start])) start++;
  while (stop > start && isBlank(text[stop - 1])) stop--;
  return text.slice(start, stop);
}

function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === "\n" || char === "\r";
}
