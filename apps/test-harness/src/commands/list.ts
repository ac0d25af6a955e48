import { wrapIndented } from "@mosaicstack/command-line";
import { exitCode } from "../exit-code.js";
import { defineCommand, type Command } from "./command.js";
import { toldFormat } from "./format-flags.js";

export const listCommand: Command = defineCommand({
  name: "list",
  summary: "list every rule, scenario and disaster",
  flags: { format: toldFormat },
  examples: ["mosaic-fleet-harness list", "mosaic-fleet-harness list --format json"],
  run: async ({ context, output, flags }) => {
    const { allRules } = await import("../check/rule-list.js");
    const { scenarios } = await import("../scenarios/scenarios.js");
    const { disasters } = await import("../rehearse/disasters/disasters.js");
    const rules = allRules().map(({ code, severity, what }) => ({ code, severity, what }));
    const say = (head: string, text: string): void => {
      const indent = head.length + 4;
      const [first = "", ...more] = wrapIndented(text, context.columns, { indent });
      for (const line of [`  ${head}  ${first.slice(indent)}`, ...more]) output.print(line);
    };
    const offered = { scenarios: scenarios.map(named), disasters: disasters.map(named) };
    if (flags.format === "json") output.document({ rules, ...offered });
    else {
      output.print("rules of `check`");
      for (const { code, severity, what } of rules) say(`${code}  ${severity.padEnd(7)}`, what);
      for (const [title, items] of [
        ["scenarios of `live`", offered.scenarios],
        ["disasters of `live --roster FILE`", offered.disasters],
      ] as const) {
        output.print("");
        output.print(title);
        const width = Math.max(...items.map(({ id }) => id.length));
        for (const item of items) say(item.id.padEnd(width), item.title);
      }
    }
    return exitCode.held;
  },
});

interface Named {
  readonly id: string;
  readonly title: string;
}

const named = ({ id, title }: Named): Named => ({ id, title });
