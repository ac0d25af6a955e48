import type { ValidateDocument } from "@mosaicstack/fleet/documents";
import { visible } from "@mosaicstack/tmux-client/visible";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { renderDiagnostics, renderFinding } from "../render/diagnostics.js";
import type { Content } from "../output.js";

export const validateCommand: Command = defineCommand({
  name: "validate",
  summary: "check rosters and their agents' env files",
  details: "Without FILE: the roster that the other commands would use.",
  words: { usage: "[FILE...]", count: "any" },
  flags: {},
  examples: ["mosaic-fleet validate", "mosaic-fleet validate examples/*.yaml --json"],
  run: async ({ context, output, words, globals }) => {
    const { validateRosters } = await import("@mosaicstack/fleet");
    const named = words.length === 0 && globals.roster !== undefined ? [globals.roster] : words;
    const results = await validateRosters(named, context.env);
    const errors = results
      .flatMap(({ diagnostics, environment }) => [...diagnostics, ...environment])
      .filter(({ severity }) => severity === "error").length;
    if (output.json) {
      const files = results.map(({ file, diagnostics, environment }) => {
        return { file, diagnostics, environment };
      });
      output.document({ files } satisfies Content<ValidateDocument>);
    } else {
      const view = { color: output.color, env: context.env };
      const shown = results.map(async ({ file, text, diagnostics, environment }) => {
        const ofRoster =
          diagnostics.length === 0
            ? `${visible(file)}: valid`
            : `${await renderDiagnostics(diagnostics, { [file]: text }, view)}\n`;
        return [ofRoster, ...environment.map(renderFinding)].join("\n");
      });
      output.draw((await Promise.all(shown)).join("\n").trimEnd());
    }
    return errors > 0 ? ExitCode.Usage : ExitCode.Done;
  },
});
