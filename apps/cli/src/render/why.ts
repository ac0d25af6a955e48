import type { WhyDocument } from "@mosaicstack/fleet/documents";
import { formatBytes } from "./bytes.js";
import { homely } from "./homely.js";
import { formatSpan } from "./time.js";

/** A sentence for each word: what it is, since when, who says so, and where that stands. */
export function renderWhy({ words }: WhyDocument, home: string | undefined): string[] {
  const width = Math.max(...words.map(({ name }) => name.length));
  return words.map(({ name, value: told, because, where, ageMs }) => {
    const value = name === "memory" ? formatBytes(Number(told)) : told;
    const age = ageMs === null ? "" : ` (${formatSpan(ageMs)} ago)`;
    const place = where === null ? "" : ` [${homely(where, home)}]`;
    return `${name.padEnd(width)}  ${value}${age}: ${because}${place}`;
  });
}
