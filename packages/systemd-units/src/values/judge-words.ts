import { parseBoolean } from "./parse-boolean.js";
import { inRange } from "./number-forms.js";
import type { Span, WordKind } from "./word-kinds.js";

/** Why a setting that takes some words ignores this one; `undefined` where it takes it. */
export function judgeWord(kind: WordKind, value: string, version: number): string | undefined {
  const span = kind.words.get(value);
  if (span !== undefined && version < span.since)
    return `known from systemd ${String(span.since)} on only`;
  if (span !== undefined && version >= span.until)
    return `for the system's own units only, from systemd ${String(span.until)} on`;
  if (span !== undefined || (kind.none && value === "")) return undefined;
  if (kind.boolean && parseBoolean(value) !== undefined) return undefined;
  const { highest = -1 } = kind.numbers.find((each) => holds(each, version)) ?? {};
  if (inRange(value, 0, highest)) return undefined;
  return `none of ${choices(kind).join(", ")}`;
}

function holds({ since, until }: Span, version: number): boolean {
  return since <= version && version < until;
}

function choices({ words, boolean, numbers }: WordKind): string[] {
  const own = [...words.keys()].filter(Boolean).map((word) => `\`${word}\``);
  return [
    ...(boolean ? ["`yes`", "`no`"] : []),
    ...own,
    ...(numbers.length > 0 ? ["a number"] : []),
  ];
}
