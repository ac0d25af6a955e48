import { array, literal, strictObject, string, type ZodType } from "zod";
import { rosterDiagnosticSchema, type RosterDiagnostic } from "./diagnostic.js";
import { explainDiagnosticSchema, type ExplainDiagnostic } from "./explain.js";
import type { Shape } from "./shape.js";

/** The document of `init`. */
export interface InitDocument {
  readonly version: 1;
  /** The roster's file. */
  readonly roster: string;
  /** Null: it was made of env files. */
  readonly preset: string | null;
  readonly imported?: ImportedEnvFiles;
}

export interface ImportedEnvFiles {
  readonly folder: string;
  readonly agents: readonly string[];
  /** Names that stay in a file, where they go on to have effect. */
  readonly left: readonly { readonly file: string; readonly names: readonly string[] }[];
  /** Files of which no agent was made. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
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

const imported: ZodType<ImportedEnvFiles> = strictObject({
  folder: string(),
  agents: array(string()),
  left: array(strictObject({ file: string(), names: array(string()) })),
  skipped: array(strictObject({ file: string(), why: string() })),
} satisfies Shape<ImportedEnvFiles>);

export const initSchema: ZodType<InitDocument> = strictObject({
  version: literal(1),
  roster: string(),
  preset: string().nullable(),
  imported: imported.exactOptional(),
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
