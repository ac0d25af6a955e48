import { int, literal, strictObject, string, type ZodType } from "zod";
import { severities, type Severity } from "./severity.js";
import type { Shape } from "./shape.js";

/** What is wrong with a roster, and where: a `Diagnostic` of @mosaicstack/roster. */
export interface RosterDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly file: string;
  readonly range: { readonly start: TextPosition; readonly end: TextPosition };
}

/** Both count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

const position: ZodType<TextPosition> = strictObject({
  line: int(),
  column: int(),
} satisfies Shape<TextPosition>);

export const rosterDiagnosticSchema: ZodType<RosterDiagnostic> = strictObject({
  code: string(),
  severity: literal(severities),
  message: string(),
  hint: string().exactOptional(),
  file: string(),
  range: strictObject({ start: position, end: position }),
} satisfies Shape<RosterDiagnostic>);
