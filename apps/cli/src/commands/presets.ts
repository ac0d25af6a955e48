import type { PresetsDocument } from "@mosaicstack/fleet/documents";
import { wrapIndented } from "@mosaicstack/command-line";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import type { Content } from "../output.js";

export const presetsCommand: Command = defineCommand({
  name: "presets",
  summary: "list the presets",
  flags: {},
  examples: ["mosaic-fleet presets"],
  run: async ({ output }) => {
    const { presets } = await import("@mosaicstack/roster");
    if (output.json) {
      const listed = presets.map(({ name, summary, suits }) => ({ name, summary, suits }));
      output.document({ presets: listed } satisfies Content<PresetsDocument>);
      return ExitCode.Done;
    }
    const indent = Math.max(...presets.map(({ name }) => name.length)) + 2;
    for (const { name, summary, suits } of presets) {
      const lines = wrapIndented(`${summary} Suits ${suits}`, output.width ?? 100, { indent });
      output.draw(lines.join("\n").replace(" ".repeat(name.length), name));
    }
    output.say(
      "`mosaic-fleet init --preset NAME` makes one your roster; `--force` replaces the one that is there.",
    );
    return ExitCode.Done;
  },
});
