import type { Span } from "./line-index.js";

/** The advice, whatever YAML made of it. */
export const BLANK_AFTER_DASH = "put a blank after the dash: `- ` begins an item of a list";

/** The dash without a blank behind it at the begin of the line in which this offset lies. */
export function dashWithoutBlank(text: string, offset: number): Span | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  // So much of a line tells; a hostile one may be long.
  const [before, dash] =
    /^([ \t]*(?:- +)*)(-)(?=[^\s-])/.exec(text.slice(start, start + 1000))?.slice(1) ?? [];
  if (before === undefined || dash === undefined) return undefined;
  const at = start + before.length;
  return [at, at + 1];
}

/** Whether a text or a key is what YAML makes of such an item. */
export function looksLikeItem(text: string): boolean {
  return /^-[^\s-]/.test(text);
}
