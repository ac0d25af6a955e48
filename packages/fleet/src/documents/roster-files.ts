import { array, literal, strictObject, string, type ZodType } from "zod";
import { rosterDiagnosticSchema, type RosterDiagnostic } from "./diagnostic.js";
import { explainDiagnosticSchema, type ExplainDiagnostic } from "./explain.js";
import type { Shape } from "./shape.js";

/** The document of `init`. */
export interface InitDocument {
  readonly version: 1;
  /** The roster's file. */
  readonly roster: string;
  readonly preset: string;
}

/** The document of `presets`. */
export interface PresetsDocument {
  readonly version: 1;
  /** The smallest first. */
  readonly presets: readonly ListedPreset[];
}

export interface ListedPreset {
  readonly name: string;
  readonly summary: string;
  readonly suits: string;
}

/** The document of `validate`. */
export interface ValidateDocument {
  readonly version: 1;
  readonly files: readonly ValidatedFile[];
}

export interface ValidatedFile {
  readonly file: string;
  readonly diagnostics: readonly RosterDiagnostic[];
  /** Lines of its agents' env files that do not say what they seem to. */
  readonly environment: readonly ExplainDiagnostic[];
}

export const initSchema: ZodType<InitDocument> = strictObject({
  version: literal(1),
  roster: string(),
  preset: string(),
} satisfies Shape<InitDocument>);

const listedPreset: ZodType<ListedPreset> = strictObject({
  name: string(),
  summary: string(),
  suits: string(),
} satisfies Shape<ListedPreset>);

export const presetsSchema: ZodType<PresetsDocument> = strictObject({
  version: literal(1),
  presets: array(listedPreset),
} satisfies Shape<PresetsDocument>);

const validatedFile: ZodType<ValidatedFile> = strictObject({
  file: string(),
  diagnostics: array(rosterDiagnosticSchema),
  environment: array(explainDiagnosticSchema),
} satisfies Shape<ValidatedFile>);

export const validateSchema: ZodType<ValidateDocument> = strictObject({
  version: literal(1),
  files: array(validatedFile),
} satisfies Shape<ValidateDocument>);
