import type { CheckResult } from "../check/run-check.js";
import type { Context } from "../context.js";
import type { CheckFormat } from "./check-formats.js";
import { report } from "./report.js";
import { suiteOfCheck } from "./suite-of-check.js";

/** The text of what a check found. */
export async function reportCheck(
  format: CheckFormat,
  { document, lines }: CheckResult,
  context: Context,
): Promise<string> {
  if (format !== "sarif") return report(format, document, suiteOfCheck(document), context);
  const { reportSarif } = await import("./sarif.js");
  return reportSarif(document, { lines, folder: context.cwd });
}
