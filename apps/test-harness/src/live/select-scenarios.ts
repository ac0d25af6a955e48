import { UsageError } from "@mosaicstack/command-line";
import type { Scenario } from "./scenario.js";

/**
 * The scenarios that a pattern names: with `*` or `?` it has to match the whole id, without it a part of it.
 * Throws `UsageError` when it names none.
 */
export function selectScenarios(
  scenarios: readonly Scenario[],
  pattern: string | undefined,
): readonly Scenario[] {
  if (pattern === undefined) return scenarios;
  const chosen = scenarios.filter(({ id }) => matches(id, pattern));
  if (chosen.length > 0) return chosen;
  const ids = scenarios.map(({ id }) => id).join(", ");
  throw new UsageError(`no scenario matches \`${pattern}\`; there are ${ids}`);
}

function matches(id: string, pattern: string): boolean {
  if (!/[*?]/.test(pattern)) return id.includes(pattern);
  const source = pattern
    .replace(/[^*?]/g, (letter) => letter.replace(/[\\^$.+()|[\]{}]/, String.raw`\$&`))
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(id);
}
