/**
 * The offset in a scalar's source at which a character of its value stands; `undefined` where lines are folded.
 * `source` is the scalar as the text writes it, with its quotes or with the header of a block.
 */
export function placeInScalar(source: string, value: string, index: number): number | undefined {
  if (source.startsWith("|")) return placeInLines(source, value, index);
  if (source.startsWith(">") || source.includes("\n")) return undefined;
  if (source.startsWith("'")) return placeInQuotes(source, index, /''|[^]/y);
  if (source.startsWith('"')) return placeInQuotes(source, index, /\\(?:x..|u.{4}|U.{8}|.)|[^]/y);
  return source === value ? index : undefined;
}

/** So many characters after the opening quote, each as long as the text writes it. */
function placeInQuotes(source: string, index: number, written: RegExp): number {
  written.lastIndex = 1;
  for (let left = index; left > 0; left--) {
    const [one = ""] = written.exec(source) ?? [];
    // Beyond U+FFFF it is two in the value.
    if (/^\\U(?!0000)/.test(one)) left -= 1;
  }
  return written.lastIndex;
}

/** In a literal block a line of the value is one of the source, after its indentation. */
function placeInLines(source: string, value: string, index: number): number | undefined {
  const lines = source.split("\n");
  const before = value.slice(0, index).split("\n");
  const line = value.split("\n")[before.length - 1] ?? "";
  const written = lines[before.length]?.replace(/\r$/, "") ?? "";
  if (!written.endsWith(line)) return undefined;
  const above = lines.slice(0, before.length).reduce((sum, one) => sum + one.length + 1, 0);
  return above + written.length - line.length + (before.at(-1)?.length ?? 0);
}
