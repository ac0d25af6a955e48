import type { Screen } from "@mosaicstack/runtimes";
import { flat, rowsOf } from "./seen-text.js";

/**
 * What stands in front of the cursor: the text `alone`, at the begin of its line or behind a prompt; the text behind
 * something `else`; its end as all that is to be seen (`cut`); or `none` of it.
 */
export type AtCursor = "alone" | "else" | "cut" | "none";

/**
 * Whether this text is what was typed last where the cursor stands, on a screen of so many columns; blanks, frames and the
 * places where lines are broken do not count.
 */
export function textAtCursor(text: string, screen: Screen, width: number): AtCursor {
  const { x, y } = screen.cursor;
  const rows = rowsOf(screen).slice(0, y + 1);
  const last = columns(rows.at(-1) ?? "", x);
  const lines = unbroken([...rows.slice(0, -1), last], width);
  let rest = flat(text);
  if (rest === "") return "none";
  // A text of several lines stands on as many
  const most = text.trim().split("\n").length;
  for (const shown of lines.slice(-most).toReversed()) {
    if (shown.length >= rest.length) {
      if (!shown.endsWith(rest)) return "none";
      const front = shown.slice(0, shown.length - rest.length);
      return front === "" || PROMPT.test(front) ? "alone" : "else";
    }
    if (!rest.endsWith(shown)) return "none";
    rest = rest.slice(0, rest.length - shown.length);
  }
  return lines.length <= most ? "cut" : "none";
}

/** The end of a text and the begin of the next one on one line: how often they stand there as if they were one. */
export function timesJoined(first: string, second: string, screen: Screen, width: number): number {
  const end = flat(first.split("\n").at(-1) ?? "").slice(-PART);
  const begin = flat(second.split("\n").find((line) => flat(line) !== "") ?? "").slice(0, PART);
  if (end === "" || begin === "") return 0;
  const joint = end + begin;
  const lines = unbroken(rowsOf(screen), width);
  return lines.reduce((count, line) => count + line.split(joint).length - 1, 0);
}

const PART = 24;

/** The lines of which rows are the parts, flat: a row that is full, or ends in a frame, goes on in the next one. */
function unbroken(rows: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let goesOn = false;
  for (const row of rows) {
    if (goesOn) lines.push(`${lines.pop() ?? ""}${flat(row)}`);
    else lines.push(flat(row));
    goesOn = columnsOf(row) >= width || /[\u2500-\u259f|]\s*$/.test(row);
  }
  return lines;
}

/** What a program puts in front of what is typed: `$`, `>>>`, `Name:`. */
const PROMPT = /^.{0,160}[$#%>❯›»:?]$/u;

/** The first columns of a row; of a character that is two columns wide, both. */
function columns(row: string, count: number): string {
  let shown = "";
  let left = count;
  for (const character of row) {
    left -= columnsOf(character);
    if (left < 0) break;
    shown += character;
  }
  return shown;
}

function columnsOf(text: string): number {
  let count = 0;
  for (const character of text) count += MARK.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return count;
}

const MARK = /^\p{M}$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
