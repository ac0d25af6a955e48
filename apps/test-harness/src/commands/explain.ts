import { UsageError } from "@mosaicstack/command-line";
import { exitCode } from "../exit-code.js";
import { defineCommand, type Command } from "./command.js";
import { toldFormat } from "./format-flags.js";

export const explainCommand: Command = defineCommand({
  name: "explain",
  summary: "say what a rule of `check` asks, why, and what to do",
  words: { usage: "CODE", count: "one" },
  flags: { format: toldFormat },
  examples: ["mosaic-fleet-harness explain MF203"],
  run: async ({ output, words, flags }) => {
    const { allRules } = await import("../check/rule-list.js");
    const [code = ""] = words;
    const rule = allRules().find((each) => each.code === code.toUpperCase());
    if (rule === undefined) {
      const remedy = "`mosaic-fleet-harness list` shows them all.";
      throw new UsageError(`there is no rule \`${code}\``, remedy);
    }
    if (flags.format === "json") output.document({ rule });
    else {
      output.print(`${rule.code}  ${rule.severity}`);
      output.print(`What    ${rule.what}`);
      output.print(`Why     ${rule.why}`);
      output.print(`Remedy  ${rule.remedy}`);
    }
    return exitCode.held;
  },
});
