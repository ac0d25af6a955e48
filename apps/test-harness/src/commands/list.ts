import { exitCode } from "../exit-code.js";
import { reportJson } from "../report/json.js";
import { tellOption, type AddCommand } from "./command.js";

export const addList: AddCommand = (program, context, done) => {
  program
    .command("list")
    .summary("list every rule and every scenario")
    .description("List every rule of `check` and every scenario of `live`.")
    .addOption(tellOption())
    .action(async ({ format }: { format: string }) => {
      const { allRules } = await import("../check/rule-list.js");
      const { scenarios } = await import("../scenarios/scenarios.js");
      const rules = allRules().map(({ code, severity, what }) => ({ code, severity, what }));
      const rehearsals = scenarios.map(({ id, title }) => ({ id, title }));
      const text = [
        ...rules.map(({ code, severity, what }) => `${code}  ${severity.padEnd(7)}  ${what}`),
        "",
        ...rehearsals.map(({ id, title }) => `${id.padEnd(17)}  ${title}`),
      ];
      const document = { version: 1, rules, scenarios: rehearsals };
      context.out(format === "json" ? reportJson(document) : `${text.join("\n")}\n`);
      done(exitCode.held);
    });
};
