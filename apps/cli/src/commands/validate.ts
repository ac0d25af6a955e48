import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { renderDiagnostics } from "../render/diagnostics.js";

export const validateCommand: Command = defineCommand({
  name: "validate",
  summary: "check rosters",
  details: "Without FILE: the roster that the other commands would use.",
  words: { usage: "[FILE...]", count: "any" },
  flags: {},
  examples: ["mosaic-fleet validate", "mosaic-fleet validate examples/*.yaml --json"],
  run: async ({ context, output, words, globals }) => {
    const { validateRosters } = await import("@mosaicstack/fleet");
    const named = words.length === 0 && globals.roster !== undefined ? [globals.roster] : words;
    const results = await validateRosters(named, context.env);
    const errors = results
      .flatMap(({ diagnostics }) => diagnostics)
      .filter(({ severity }) => severity === "error").length;
    if (output.json) {
      output.document({ files: results.map(({ file, diagnostics }) => ({ file, diagnostics })) });
    } else {
      const view = { color: output.color, env: context.env };
      const shown = results.map(async ({ file, text, diagnostics }) =>
        diagnostics.length === 0
          ? `${file}: valid`
          : `${await renderDiagnostics(diagnostics, { [file]: text }, view)}\n`,
      );
      output.print((await Promise.all(shown)).join("\n").trimEnd());
    }
    return errors > 0 ? ExitCode.Usage : ExitCode.Done;
  },
});
