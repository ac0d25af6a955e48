/** The document of `explain`. */
export interface ExplainDocument {
  readonly version: 1;
  readonly agent: string;
  /** Every environment name that the agent has from us, in the order of the names, with the value that holds. */
  readonly values: readonly ExplainedValue[];
  /** What is run; `{mosaic:id}` and `{mosaic:dir}` are filled in at the start. */
  readonly command: readonly string[];
  readonly workdir: string;
  readonly diagnostics: readonly ExplainDiagnostic[];
}

export interface ExplainedValue {
  readonly name: string;
  readonly value: string;
  readonly source: ValueSource;
}

/** Where a value comes from. */
export interface ValueSource {
  /** Lowest precedence first. */
  readonly kind: "built-in" | "defaults" | "agent" | "drop-in" | "roster-env-file" | "env-file";
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** A line of a file that does not say what its writer meant. */
export interface ExplainDiagnostic {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly file: string;
  readonly line?: number;
  readonly message: string;
  readonly remedy?: string;
}
