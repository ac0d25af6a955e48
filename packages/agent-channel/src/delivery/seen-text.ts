import { withoutColours, type Screen } from "@mosaicstack/runtimes";
import { pastedMark, rules } from "./rules.js";

/** A text as a screen may show it: without blanks, and without what draws boxes, for a box breaks lines where it ends. */
export function flat(text: string): string {
  return text
    .split("\n")
    .map((line) => withoutFrames(line).replaceAll(/\s+/g, ""))
    .join("");
}

/** Two looks at a pane: before the paste, and once it was painted, before Enter. */
export interface Looks {
  readonly before: Screen;
  readonly painted: Screen;
}

/** A look after Enter, and all its rows from the first one of `before` on, those that scrolled off included. */
export interface After {
  readonly screen: Screen;
  readonly rows: readonly string[];
}

/**
 * What the screen proves after Enter. `again`: the program shows the text once more, so it took it. `above`: the text stands
 * where it did not before Enter, and on another line than the pasted one, or with more lines behind it; that is no proof
 * where the terminal may have shown it, for a program that does not read. That something changed proves nothing, nor does a
 * text that still stands where it was pasted: undefined.
 */
export function showsTaken(
  text: string,
  { before, painted }: Looks,
  after: After,
): "again" | "above" | undefined {
  const then = rowsSince(painted, after);
  const ever = rowsSince(before, after);
  const found = marksOf(text).map((find) => {
    const [was, shown, now] = [find(ever.from), find(then.from), find(then.rows)];
    if (now.count > shown.count) return "again";
    if (shown.count === 0 || find(ever.rows).count <= was.count) return undefined;
    const isAbove = now.behind > shown.behind || !then.from.map(withoutFrames).includes(now.row);
    return isAbove ? "above" : undefined;
  });
  return found.find((each) => each === "again") ?? found.find((each) => each === "above");
}

/** How many rows scrolled off the top between two looks; 0 where all was cleared. */
export function scrolledSince(from: Screen, to: Screen): number {
  if (to.history >= from.history) return to.history - from.history;
  return isCleared(from, to) ? 0 : to.history - from.history + dropped(to);
}

/** The rows of an earlier look that did not scroll off since; none where rows were dropped, for then nobody can tell. */
export function rowsLeft(from: Screen, to: Screen): readonly string[] {
  return to.history < from.history ? [] : rowsOf(from).slice(to.history - from.history);
}

/** The rows of an earlier look, and all that stand from the first of them on now. */
function rowsSince(
  from: Screen,
  { screen, rows }: After,
): { readonly from: readonly string[]; readonly rows: readonly string[] } {
  const height = rowsOf(screen).length;
  return isCleared(from, screen)
    ? { from: [], rows: rowsOf(screen) }
    : { from: rowsOf(from), rows: rows.slice(-(scrolledSince(from, screen) + height)) };
}

/** The rows of a screen, without colours. */
export function rowsOf({ text }: Pick<Screen, "text">): string[] {
  return withoutColours(text).replace(/\n$/, "").split("\n");
}

/** At its limit tmux drops a tenth of what it keeps at once; fewer rows than that are left by a program that cleared them. */
function isCleared(from: Screen, to: Screen): boolean {
  return to.history < from.history && to.history < to.historyLimit - dropped(to);
}

function dropped({ historyLimit }: Screen): number {
  return Math.max(1, Math.floor(historyLimit / 10));
}

/** How often something stands in these rows, the row on which it ends last, and how many that are not empty stand behind. */
type Find = (rows: readonly string[]) => {
  readonly count: number;
  readonly row: string;
  readonly behind: number;
};

function marksOf(text: string): Find[] {
  const lines = text.split("\n").filter((line) => flat(line) !== "");
  const whole = flat(text);
  const first = flat(lines[0] ?? "");
  const last = flat(lines.at(-1) ?? "");
  const parts = [
    whole,
    whole.slice(0, rules.part_bytes),
    whole.slice(-rules.part_bytes),
    first.slice(0, rules.part_bytes),
  ];
  const long = [...new Set([...parts, last.slice(-rules.part_bytes)])].filter(
    ({ length }) => length >= rules.short_bytes,
  );
  // What some show in place of a long paste.
  const isFolded = lines.length > 1 || whole.length > 200;
  return [
    ...long.map((part) => anywhere((rows) => endsOf(rows, part))),
    ...(isFolded ? [anywhere((rows) => foldedEnds(rows))] : []),
    ...(whole.length < rules.short_bytes && whole !== ""
      ? [alone(withoutFrames(lines.at(-1) ?? ""))]
      : []),
  ];
}

const FOLDED = new RegExp(pastedMark, "gu");

function foldedEnds(text: string): number[] {
  return [...text.matchAll(FOLDED)].map(({ index, 0: mark }) => index + mark.length);
}

function endsOf(text: string, part: string): number[] {
  const ends: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length))
    ends.push(at + part.length);
  return ends;
}

/** In the rows as one text, wherever they are broken. */
function anywhere(ends: (text: string) => readonly number[]): Find {
  return (rows) => {
    const shown = rows.map(flat);
    const found = ends(shown.join(""));
    let length = 0;
    const last = shown.findIndex((row) => (length += row.length) >= (found.at(-1) ?? Infinity));
    return found.length === 0 ? nowhere : { count: found.length, ...placeOf(rows, last) };
  };
}

/** As all of a row, or behind what introduces it: a short text stands amid others by chance. */
function alone(text: string): Find {
  return (rows) => {
    const shown = rows.map(withoutFrames);
    const found = shown.map(
      (row) => row === text || (row.endsWith(text) && INTRODUCED.test(row.slice(0, -text.length))),
    );
    const last = found.lastIndexOf(true);
    return last < 0 ? nowhere : { count: found.filter(Boolean).length, ...placeOf(rows, last) };
  };
}

const nowhere = { count: 0, row: "", behind: 0 };

function placeOf(rows: readonly string[], at: number): { row: string; behind: number } {
  const behind = rows.slice(at + 1).filter((row) => flat(row) !== "").length;
  return { row: withoutFrames(rows[at] ?? ""), behind };
}

const INTRODUCED = /[^\p{L}\p{N}\s]\s*$/u;

function withoutFrames(row: string): string {
  return row.replaceAll(/[\u2500-\u259f]/g, " ").replaceAll(/^[|\s]+|[|\s]+$/g, "");
}
