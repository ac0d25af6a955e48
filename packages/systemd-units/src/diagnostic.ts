export type Severity = "error" | "warning" | "info";

/** One remark on a text. Lines and columns count from 1; a column counts UTF-16 units. */
export interface Diagnostic {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  /** `error`: systemd drops or refuses it. `warning`: it is kept, but hardly as it was meant. */
  readonly severity: Severity;
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
}
