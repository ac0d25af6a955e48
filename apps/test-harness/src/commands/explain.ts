import { allRules } from "../check/rule-list.js";
import { exitCode } from "../exit-code.js";
import { reportJson } from "../report/json.js";
import { UsageError } from "../usage-error.js";
import { tellOption, type AddCommand } from "./command.js";

export const addExplain: AddCommand = (program, context, done) => {
  program
    .command("explain")
    .summary("say what a rule asks, why, and what to do")
    .description("Say what a rule of `check` asks, why, and what to do.")
    .argument("<code>", "the rule's code, as MF203")
    .addOption(tellOption())
    .action((code: string, { format }: { format: string }) => {
      const rule = allRules().find((each) => each.code === code.toUpperCase());
      if (rule === undefined)
        throw new UsageError(`there is no rule \`${code}\`; \`list\` shows them all`);
      const { severity, what, why, remedy } = rule;
      const text = [
        `${rule.code}  ${severity}`,
        `What    ${what}`,
        `Why     ${why}`,
        `Remedy  ${remedy}`,
      ];
      context.out(format === "json" ? reportJson({ version: 1, rule }) : `${text.join("\n")}\n`);
      done(exitCode.held);
    });
};
