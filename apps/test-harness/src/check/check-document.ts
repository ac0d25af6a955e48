import type { Finding } from "@mosaicstack/systemd-units";

/** What `check --format json` prints. */
export interface CheckDocument {
  readonly version: 1;
  /** Every file that was looked at, also those with nothing to say. */
  readonly files: readonly CheckedFile[];
  readonly rulesSkipped: readonly SkippedRule[];
  readonly summary: CheckSummary;
}

export interface CheckedFile {
  readonly path: string;
  readonly findings: readonly Omit<Finding, "file">[];
}

export interface SkippedRule {
  readonly code: string;
  readonly reason: string;
}

export interface CheckSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly rulesSkipped: number;
  /** Whether a warning counts as a failure. */
  readonly strict: boolean;
}

/** Sorts findings to their files; a file that only a finding names is added. */
export function checkDocument(
  paths: readonly string[],
  findings: readonly Finding[],
  rulesSkipped: readonly SkippedRule[],
  strict: boolean,
): CheckDocument {
  const all = [...new Set([...paths, ...findings.map(({ file }) => file)])];
  const files = all.map((path) => ({
    path,
    findings: findings
      .filter(({ file }) => file === path)
      .map(({ code, severity, line, message, remedy }) => ({
        code,
        severity,
        line,
        message,
        remedy,
      }))
      .sort((a, b) => a.line - b.line),
  }));
  const count = (wanted: string): number =>
    findings.filter(({ severity }) => severity === wanted).length;
  const summary = {
    files: files.length,
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    rulesSkipped: rulesSkipped.length,
    strict,
  };
  return { version: 1, files, rulesSkipped, summary };
}

/** Whether a finding makes its file fail. */
export function isFailure({ severity }: Pick<Finding, "severity">, strict: boolean): boolean {
  return severity === "error" || (strict && severity === "warning");
}
