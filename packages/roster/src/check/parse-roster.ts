import { withoutByteOrderMark } from "../text/check-text.js";
import type { Diagnostic, Finding, Range } from "./diagnostic.js";
import { readRoster } from "./read-roster.js";
import type { Roster } from "../schema/roster.js";

const BYTE_ORDER_MARK: Finding = {
  code: "byte-order-mark",
  message: "the file starts with a byte order mark",
  hint: "save it as UTF-8 without one",
};

/**
 * Reads a roster and tells all that is wrong with it, in the order of the text. Never throws.
 * `roster` is `undefined` exactly when a diagnostic has severity `error`. `file` is only named, never opened.
 */
export function parseRoster(
  text: string,
  options: { file: string },
): { roster: Roster | undefined; diagnostics: Diagnostic[] } {
  const { file } = options;
  const body = withoutByteOrderMark(text);
  const first = body === text ? undefined : BYTE_ORDER_MARK;
  const { read, diagnostics, lines } = readRoster(body, file, first);
  if (read === undefined) return { roster: undefined, diagnostics };
  const positions = new Map<string, Range>();
  for (const [path, spot] of read.tree.spots) positions.set(path, lines.range(spot.value));
  return { roster: { file, content: read.content, positions }, diagnostics };
}
