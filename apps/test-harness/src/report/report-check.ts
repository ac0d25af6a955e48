import { allRules } from "../check/rule-list.js";
import type { CheckResult } from "../check/run-check.js";
import type { Context } from "../context.js";
import { ownVersion } from "../version.js";
import type { CheckFormat } from "./check-formats.js";
import { report } from "./report.js";
import { reportSarif } from "./sarif.js";
import { suiteOfCheck } from "./suite-of-check.js";

/** The text of what a check found. */
export function reportCheck(
  format: CheckFormat,
  { document, lines }: CheckResult,
  context: Context,
): string {
  if (format !== "sarif") return report(format, document, suiteOfCheck(document), context);
  const { cwd: folder } = context;
  return reportSarif(document, { rules: allRules(), lines, folder, version: ownVersion() });
}
