import { exitCode } from "../exit-code.js";
import { formatOption, type AddCommand } from "./command.js";
import { checkFormats, type CheckFormat } from "../report/check-formats.js";

interface CheckFlags {
  readonly installed?: true;
  readonly strict?: true;
  readonly verify: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: true;
  readonly format: CheckFormat;
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
    .option("--no-verify", "do not ask `systemd-analyze verify` as well")
    .option("--baseline <file>", "what stands in this file fails nothing")
    .option("--write-baseline", "make that file of what is found now")
    .addOption(formatOption().choices(checkFormats))
    .action(async (paths: string[], flags: CheckFlags) => {
      const { runCheck, reportCheck, hasFailed } = await import("../check/check-command.js");
      const { installed = false, strict = false, writeBaseline = false, format, ...rest } = flags;
      const result = await runCheck(paths, { installed, strict, writeBaseline, ...rest }, context);
      context.out(reportCheck(format, result, context));
      done(hasFailed(result.document) ? exitCode.failed : exitCode.held);
    });
};
