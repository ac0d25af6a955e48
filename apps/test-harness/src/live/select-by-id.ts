import { UsageError } from "@mosaicstack/command-line";

/** What to do where somebody named none. */
const LISTED = "`mosaic-fleet-harness list` shows them all.";

/**
 * Those that a list of patterns names, with commas between them: an id means that one alone, with `*` or `?` a pattern has to match the whole
 * id, else a part of it. In the order of `offered`. Throws `UsageError` for a pattern that names none.
 */
export function selectById<Item extends { readonly id: string }>(
  offered: readonly Item[],
  patterns: string | undefined,
): readonly Item[] {
  if (patterns === undefined) return offered;
  const wanted = patterns.split(",").filter((pattern) => pattern !== "");
  const named = wanted.map((pattern) => namedBy(offered, pattern));
  const stray = wanted.find((_, at) => named[at]?.length === 0);
  if (wanted.length === 0 || stray !== undefined) {
    throw new UsageError(`no scenario matches \`${stray ?? patterns}\``, LISTED);
  }
  const chosen = new Set(named.flat());
  return offered.filter((item) => chosen.has(item));
}

function namedBy<Item extends { readonly id: string }>(
  offered: readonly Item[],
  pattern: string,
): readonly Item[] {
  const same = offered.filter(({ id }) => id === pattern);
  return same.length > 0 ? same : offered.filter(({ id }) => matches(id, pattern));
}

function matches(id: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return id.includes(pattern);
  const source = pattern
    .replace(/[^*?]/g, (letter) => letter.replace(/[\\^$.+()|[\]{}]/, String.raw`\$&`))
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(id);
}
