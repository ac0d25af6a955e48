import { UsageError } from "@mosaicstack/command-line";

/** What to do where somebody named none. */
export const LISTED = "`mosaic-fleet-harness list` shows them all.";

/**
 * Those that a list of patterns names, with commas between them: with `*` or `?` one has to match the whole id, without it a part of it. In
 * the order of `offered`. Throws `UsageError` for a pattern that names none.
 */
export function selectById<Item extends { readonly id: string }>(
  offered: readonly Item[],
  patterns: string | undefined,
): readonly Item[] {
  if (patterns === undefined) return offered;
  const wanted = patterns.split(",").filter((pattern) => pattern !== "");
  const stray = wanted.find((pattern) => !offered.some(({ id }) => matches(id, pattern)));
  if (wanted.length === 0 || stray !== undefined) {
    throw new UsageError(`no scenario matches \`${stray ?? patterns}\``, LISTED);
  }
  return offered.filter(({ id }) => wanted.some((pattern) => matches(id, pattern)));
}

function matches(id: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return id.includes(pattern);
  const source = pattern
    .replace(/[^*?]/g, (letter) => letter.replace(/[\\^$.+()|[\]{}]/, String.raw`\$&`))
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(id);
}
