import { diagnosticCodes, type DiagnosticCode } from "./diagnostic-codes.js";
import type { Severity } from "./severity.js";

/** A place in a text. Both count from 1; `column` counts UTF-16 units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From the first character to the place after the last one. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** One finding about a roster. Plain data: `formatDiagnostics` makes text of it. */
export interface Diagnostic {
  /** Stable name of the rule, a key of `diagnosticCodes`. */
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** What is wrong, with what. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
  readonly file: string;
  readonly range: Range;
}

/** A finding before it has a place. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Where in the value it shows: a character of a text, an item of a list. */
  readonly index?: number | undefined;
}

export function diagnosticOf(finding: Finding, file: string, range: Range): Diagnostic {
  const { code, message, hint } = finding;
  const { severity } = diagnosticCodes[code];
  return { code, severity, message, ...(hint === undefined ? {} : { hint }), file, range };
}

/** In the order of the text, each finding once: a value used twice by an alias is wrong once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  const once = diagnostics.filter((one) => {
    const { start } = one.range;
    const key = `${one.file}\0${start.line}:${start.column}\0${one.code}\0${one.message}`;
    return !seen.has(key) && seen.add(key);
  });
  return once.sort(
    (a, b) =>
      a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column,
  );
}
