import { wrapIndented } from "../wrap.js";

/** A term, and what it means. */
export type Row = readonly [term: string, meaning: string];

/** Columns that the terms of these rows need beside their meanings. */
export function termWidth(rows: readonly Row[]): number {
  return Math.max(0, ...rows.map(([term]) => term.length));
}

/** The meanings beside their terms, wrapped. */
export function rowLines(rows: readonly Row[], term: number, width: number): string[] {
  return rows.flatMap(([name, meaning]) => {
    const lines = wrapIndented(meaning, width, { indent: 2 + term + 2 });
    return [`  ${name.padEnd(term)}  ${lines[0]?.trimStart() ?? ""}`, ...lines.slice(1)];
  });
}

/** A heading with its lines; nothing where there are none. */
export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines];
}
