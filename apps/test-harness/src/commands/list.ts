import { exitCode } from "../exit-code.js";
import { defineCommand, type Command } from "./command.js";
import { toldFormat } from "./format-flags.js";

export const listCommand: Command = defineCommand({
  name: "list",
  summary: "list every rule of `check` and every scenario of `live`",
  flags: { format: toldFormat },
  examples: ["mosaic-fleet-harness list", "mosaic-fleet-harness list --format json"],
  run: async ({ output, flags }) => {
    const { allRules } = await import("../check/rule-list.js");
    const { scenarios } = await import("../scenarios/scenarios.js");
    const rules = allRules().map(({ code, severity, what }) => ({ code, severity, what }));
    const rehearsals = scenarios.map(({ id, title }) => ({ id, title }));
    if (flags.format === "json") output.document({ rules, scenarios: rehearsals });
    else {
      for (const { code, severity, what } of rules)
        output.print(`${code}  ${severity.padEnd(7)}  ${what}`);
      output.print("");
      for (const { id, title } of rehearsals) output.print(`${id.padEnd(17)}  ${title}`);
    }
    return exitCode.held;
  },
});
