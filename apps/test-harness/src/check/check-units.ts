import type { CheckCall } from "../commands/check.js";
import { exitCode } from "../exit-code.js";
import { reportCheck } from "../report/report-check.js";
import { hasFailed } from "./check-document.js";
import { runCheck } from "./run-check.js";

/** What `check` does; returns its exit code. */
export async function checkUnits({ context, words, flags }: CheckCall): Promise<number> {
  const { format, noVerify, ...options } = flags;
  const result = await runCheck(words, { ...options, verify: !noVerify }, context);
  context.out(await reportCheck(format, result, context));
  return hasFailed(result.document) ? exitCode.failed : exitCode.held;
}
