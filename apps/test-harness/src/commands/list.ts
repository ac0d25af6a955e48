import { exitCode } from "../exit-code.js";
import { defineCommand, type Command } from "./command.js";
import { toldFormat } from "./format-flags.js";

export const listCommand: Command = defineCommand({
  name: "list",
  summary: "list every rule, scenario and disaster",
  flags: { format: toldFormat },
  examples: ["mosaic-fleet-harness list", "mosaic-fleet-harness list --format json"],
  run: async ({ output, flags }) => {
    const { allRules } = await import("../check/rule-list.js");
    const { scenarios } = await import("../scenarios/scenarios.js");
    const { disasters } = await import("../rehearse/disasters/disasters.js");
    const rules = allRules().map(({ code, severity, what }) => ({ code, severity, what }));
    const offered = { scenarios: scenarios.map(named), disasters: disasters.map(named) };
    if (flags.format === "json") output.document({ rules, ...offered });
    else {
      output.print("rules of `check`");
      for (const { code, severity, what } of rules)
        output.print(`  ${code}  ${severity.padEnd(7)}  ${what}`);
      output.print("");
      output.print("scenarios of `live`");
      for (const line of columns(offered.scenarios)) output.print(line);
      output.print("");
      output.print("disasters of `live --roster FILE`");
      for (const line of columns(offered.disasters)) output.print(line);
    }
    return exitCode.held;
  },
});

interface Named {
  readonly id: string;
  readonly title: string;
}

const named = ({ id, title }: Named): Named => ({ id, title });

function columns(items: readonly Named[]): string[] {
  const width = Math.max(...items.map(({ id }) => id.length));
  return items.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`);
}
