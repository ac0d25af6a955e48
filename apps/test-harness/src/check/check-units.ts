import type { CheckCall } from "../commands/check.js";
import { exitCode } from "../exit-code.js";
import { report } from "../report/report.js";
import { suiteOfCheck } from "../report/suite.js";
import { isFailure } from "./check-document.js";
import { runCheck } from "./run-check.js";

/** What `check` does; returns its exit code. */
export async function checkUnits({ context, words, flags }: CheckCall): Promise<number> {
  const { installed, strict, format } = flags;
  const document = await runCheck(words, { installed, strict }, context);
  context.out(report(format, document, suiteOfCheck(document), context));
  const failed = document.files.some(({ findings }) =>
    findings.some((finding) => isFailure(finding, strict)),
  );
  return failed ? exitCode.failed : exitCode.held;
}
