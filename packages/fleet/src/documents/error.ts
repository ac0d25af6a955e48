import { array, literal, strictObject, string, type ZodType } from "zod";
import { rosterDiagnosticSchema, type RosterDiagnostic } from "./diagnostic.js";
import type { Shape } from "./shape.js";

const codes = [
  "Usage",
  "InvalidRoster",
  "NoRoster",
  "Refused",
  "NoSuchAgent",
  "Missing",
  "NotAnswering",
  "Failed",
  "Unexpected",
] as const;

/** The document of every command that ends without having done its work. */
export interface ErrorDocument {
  readonly version: 1;
  readonly error: ToldError;
}

export interface ToldError {
  /** `Unexpected`: a mistake of the program. The others are those of `FleetError`. */
  readonly code: (typeof codes)[number];
  /** What happened, to what, and what to do next, a line each. */
  readonly message: string;
  readonly diagnostics?: readonly RosterDiagnostic[];
}

const toldError: ZodType<ToldError> = strictObject({
  code: literal(codes),
  message: string(),
  diagnostics: array(rosterDiagnosticSchema).exactOptional(),
} satisfies Shape<ToldError>);

export const errorSchema: ZodType<ErrorDocument> = strictObject({
  version: literal(1),
  error: toldError,
} satisfies Shape<ErrorDocument>);
