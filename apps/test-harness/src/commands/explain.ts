import { exitCode } from "../exit-code.js";
import { reportJson } from "../report/json.js";
import { tellOption, type AddCommand } from "./command.js";

export const addExplain: AddCommand = (program, context, done) => {
  program
    .command("explain")
    .summary("say what a rule asks, why, and what to do")
    .description("Say what a rule of `check` asks, why, and what to do, with an example.")
    .argument("<code>", "the rule's code, as MF203")
    .addOption(tellOption())
    .action(async (code: string, { format }: { format: string }) => {
      const { explainRule, formatExplanation } = await import("../check/explain-rule.js");
      const rule = explainRule(code);
      context.out(format === "json" ? reportJson({ version: 1, rule }) : formatExplanation(rule));
      done(exitCode.held);
    });
};
