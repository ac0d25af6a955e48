import { displayWidth } from "@mosaicstack/roster/display-width";

const COLOR = /(\u001B\[\d+m)/;

/** Columns that a line takes, colours being none. */
export function widthOf(line: string): number {
  return line
    .split(COLOR)
    .reduce((sum, part, at) => sum + (at % 2 === 1 ? 0 : displayWidth(part)), 0);
}

/** A line in at most so many columns, cut with `…` where it has more. Colours go on to its end. */
export function fit(line: string, width: number): string {
  if (width <= 0) return "";
  // No character is wider than two columns, and most lines are ASCII and short.
  if (line.length * 2 <= width || widthOf(line) <= width) return line;
  let left = width - 1;
  let cut = false;
  const parts = line.split(COLOR).map((part, at) => {
    if (at % 2 === 1) return part;
    let kept = "";
    for (const character of cut ? "" : part) {
      left -= displayWidth(character);
      if (left < 0) {
        cut = true;
        return `${kept}…`;
      }
      kept += character;
    }
    return kept;
  });
  return parts.join("");
}

/** A line without colours in pieces of at most so many columns; an empty one is one piece. */
export function pieces(line: string, width: number): string[] {
  const found: string[] = [];
  let [piece, taken] = ["", 0];
  for (const character of line) {
    const own = displayWidth(character);
    if (taken + own > width && piece !== "") {
      found.push(piece);
      [piece, taken] = ["", 0];
    }
    piece += character;
    taken += own;
  }
  return [...found, piece];
}
