/** The words that a typed one is nearest to: with one letter wrong, missing, too many or two swapped; else none. At most three. */
export function nearest(typed: string, words: readonly string[]): string[] {
  return words.filter((word) => isNear(typed, word)).slice(0, 3);
}

function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a, b].map((word) => word.slice(start, word.length - end));
  const isSwapped = left?.length === 2 && left === [...(right ?? "")].toReversed().join("");
  return isSwapped || Math.max(left?.length ?? 0, right?.length ?? 0) <= 1;
}
