/** The word among `words` that `text` was probably meant to be; `undefined` when none is near. */
export function nearest(text: string, words: readonly string[]): string | undefined {
  return nearestWords(text, words)[0];
}

/** All of them that are as near as the nearest one, in their order; none where none is near. */
export function nearestWords(text: string, words: readonly string[]): string[] {
  const wanted = plain(text);
  if (wanted.length === 0 || wanted.length > 40) return [];
  let best: string[] = [];
  let least = Math.max(1, Math.floor(wanted.length / 3));
  for (const word of words) {
    const other = plain(word);
    if (Math.abs(other.length - wanted.length) > least) continue;
    const away = distance(wanted, other);
    if (away > least) continue;
    best = away < least || best.length === 0 ? [word] : [...best, word];
    least = away;
  }
  return best;
}

/** `socketName`, `Socket-Name` and `socket_name` are one word to a reader. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** Optimal string alignment distance: insert, delete, replace, or swap two neighbours. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let value = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + same,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        value = Math.min(value, (before[column - 2] ?? 0) + 1);
      }
      line.push(value);
    }
    [before, above] = [above, line];
  }
  return above[b.length] ?? 0;
}
