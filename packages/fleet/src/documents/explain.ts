import { array, int, literal, strictObject, string, type ZodType } from "zod";
import { severities, type Severity } from "./severity.js";
import type { Shape } from "./shape.js";

/** Lowest precedence first. */
const sources = [
  "built-in",
  "defaults",
  "agent",
  "drop-in",
  "roster-env-file",
  "env-file",
] as const;

/** The document of `explain`. */
export interface ExplainDocument {
  readonly version: 1;
  readonly agent: string;
  /** Every environment name that the agent has from us, in the order of the names, with the value that holds. */
  readonly values: readonly ExplainedValue[];
  /** What is run; `{mosaic:id}` and `{mosaic:dir}` are filled in at the start. */
  readonly command: readonly string[];
  readonly workdir: string;
  /** Of an agent that has one; where it stands, `workdir` says unless its env file says otherwise. */
  readonly worktree?: ExplainedWorktree;
  /** What the roster's `runtimes` changes of what is known of its runtime, by the keys of the roster. */
  readonly runtime?: readonly ExplainedValue[];
  readonly diagnostics: readonly ExplainDiagnostic[];
}

export interface ExplainedWorktree {
  readonly path: string;
  readonly repository: string;
  readonly branch: string;
  /** Null: what the repository has checked out when it is made. */
  readonly base: string | null;
  /** Of the repository. */
  readonly source: ValueSource;
}

export interface ExplainedValue {
  readonly name: string;
  readonly value: string;
  readonly source: ValueSource;
}

/** Where a value comes from. */
export interface ValueSource {
  readonly kind: (typeof sources)[number];
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** A line of a file that does not say what its writer meant. */
export interface ExplainDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line?: number;
  readonly message: string;
  readonly remedy?: string;
}

const source: ZodType<ValueSource> = strictObject({
  kind: literal(sources),
  file: string().exactOptional(),
  line: int().exactOptional(),
} satisfies Shape<ValueSource>);

const explainedValue: ZodType<ExplainedValue> = strictObject({
  name: string(),
  value: string(),
  source,
} satisfies Shape<ExplainedValue>);

export const explainDiagnosticSchema: ZodType<ExplainDiagnostic> = strictObject({
  code: string(),
  severity: literal(severities),
  file: string(),
  line: int().exactOptional(),
  message: string(),
  remedy: string().exactOptional(),
} satisfies Shape<ExplainDiagnostic>);

export const explainSchema: ZodType<ExplainDocument> = strictObject({
  version: literal(1),
  agent: string(),
  values: array(explainedValue),
  command: array(string()),
  workdir: string(),
  worktree: strictObject({
    path: string(),
    repository: string(),
    branch: string(),
    base: string().nullable(),
    source,
  } satisfies Shape<ExplainedWorktree>).exactOptional(),
  runtime: array(explainedValue).exactOptional(),
  diagnostics: array(explainDiagnosticSchema),
} satisfies Shape<ExplainDocument>);
