import type { Finding } from "@mosaicstack/systemd-units";

/** What `check --format json` prints. */
export interface CheckDocument {
  readonly version: 1;
  /** Every file that was looked at, also those with nothing to say. */
  readonly files: readonly CheckedFile[];
  readonly rulesSkipped: readonly SkippedRule[];
  /** With `--baseline`. */
  readonly baseline?: BaselineDocument;
  readonly summary: CheckSummary;
}

export interface CheckedFile {
  readonly path: string;
  readonly findings: readonly CheckedFinding[];
}

export interface CheckedFinding extends Omit<Finding, "file"> {
  /** It stands in the baseline, so it fails nothing. */
  readonly known?: true;
}

export interface BaselineDocument {
  readonly path: string;
  /** It was written just now, with all that was found. */
  readonly written?: true;
  /** What stands in it and is found no more. */
  readonly gone: readonly Gone[];
}

export interface Gone {
  readonly code: string;
  readonly path: string;
  /** As it was when the baseline was written. */
  readonly line: number;
  readonly message: string;
}

export interface SkippedRule {
  readonly code: string;
  readonly reason: string;
  /** `--allow-skips` does not name it, which the reason says. */
  readonly failed?: true;
}

export interface CheckSummary {
  readonly files: number;
  /** Of what does not stand in a baseline. */
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** How many stand in the baseline; with `--baseline`. */
  readonly known?: number;
  readonly rulesSkipped: number;
  /** Whether a warning counts as a failure. */
  readonly strict: boolean;
}

export interface Checked {
  /** Every file that was looked at. */
  readonly paths: readonly string[];
  readonly findings: readonly Finding[];
  /** Of the findings those that stand in the baseline. */
  readonly known: ReadonlySet<Finding>;
  readonly baseline: BaselineDocument | undefined;
  readonly rulesSkipped: readonly SkippedRule[];
  readonly strict: boolean;
}

/** Sorts findings to their files; a file that only a finding names is added. */
export function checkDocument(checked: Checked): CheckDocument {
  const { paths, findings, known, baseline, rulesSkipped, strict } = checked;
  const byFile = new Map<string, CheckedFinding[]>(paths.map((path) => [path, []]));
  for (const finding of findings) {
    const { file, code, severity, line, message, remedy } = finding;
    const rest = { code, severity, line, message, remedy };
    const all = byFile.get(file) ?? [];
    all.push(known.has(finding) ? { ...rest, known: true } : rest);
    byFile.set(file, all);
  }
  const files = [...byFile].map(([path, all]) => ({
    path,
    findings: all.toSorted((a, b) => a.line - b.line),
  }));
  const fresh = findings.filter((finding) => !known.has(finding));
  const count = (wanted: string): number =>
    fresh.filter(({ severity }) => severity === wanted).length;
  const summary = {
    files: files.length,
    errors: count("error"),
    warnings: count("warning"),
    infos: count("info"),
    ...(baseline === undefined ? {} : { known: known.size }),
    rulesSkipped: rulesSkipped.length,
    strict,
  };
  return {
    version: 1,
    files,
    rulesSkipped,
    ...(baseline === undefined ? {} : { baseline }),
    summary,
  };
}

/** Whether a finding makes its file fail. */
export function isFailure(
  { severity, known }: Pick<CheckedFinding, "severity" | "known">,
  strict: boolean,
): boolean {
  if (known === true) return false;
  return severity === "error" || (strict && severity === "warning");
}

export function hasFailed({ files, rulesSkipped, summary }: CheckDocument): boolean {
  return (
    files.some(({ findings }) => findings.some((each) => isFailure(each, summary.strict))) ||
    rulesSkipped.some(({ failed }) => failed)
  );
}
