import { exitCode } from "../exit-code.js";
import { defineCommand, type Command } from "./command.js";
import { toldFormat } from "./format-flags.js";

export const explainCommand: Command = defineCommand({
  name: "explain",
  summary: "say what a rule of `check` asks, why, and what to do",
  details: "With a unit that breaks it, and one that holds.",
  words: { usage: "CODE", count: "one" },
  flags: { format: toldFormat },
  examples: ["mosaic-fleet-harness explain MF203"],
  run: async ({ output, words, flags }) => {
    const { explainRule, formatExplanation } = await import("../check/explain-rule.js");
    const [code = ""] = words;
    const rule = explainRule(code);
    if (flags.format === "json") output.document({ rule });
    else for (const line of formatExplanation(rule)) output.print(line);
    return exitCode.held;
  },
});
