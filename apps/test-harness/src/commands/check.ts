import { isFailure } from "../check/check-document.js";
import { runCheck } from "../check/run-check.js";
import { exitCode } from "../exit-code.js";
import { report, type Format } from "../report/report.js";
import { suiteOfCheck } from "../report/suite.js";
import { formatOption, type AddCommand } from "./command.js";

interface CheckFlags {
  readonly installed?: true;
  readonly strict?: true;
  readonly format: Format;
}

export const addCheck: AddCommand = (program, context, done) => {
  program
    .command("check")
    .summary("check unit files: syntax, and how they belong together")
    .description(
      "Check unit files with their drop-ins: syntax, and how holder and agents belong together.\nWithout a path: the units that this version ships.",
    )
    .argument("[path...]", "unit files, drop-ins, or folders of them")
    .option("--installed", "check what is installed for this user, the script included")
    .option("--strict", "a warning fails too")
    .addOption(formatOption())
    .action(async (paths: string[], flags: CheckFlags) => {
      const { installed = false, strict = false, format } = flags;
      const document = await runCheck(paths, { installed, strict }, context);
      context.out(report(format, document, suiteOfCheck(document), context));
      const failed = document.files.some(({ findings }) =>
        findings.some((finding) => isFailure(finding, strict)),
      );
      done(failed ? exitCode.failed : exitCode.held);
    });
};
