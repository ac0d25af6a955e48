import { completionOf } from "@mosaicstack/command-line";
import type { OfferedKind } from "@mosaicstack/fleet";
import type { Command } from "../command.js";
import { programText } from "../program-text.js";

/** `commands` gives the list that it is a part of. */
export function completionFor(commands: () => readonly Command[]): Command {
  return completionOf(programText, {
    commands,
    example: "mosaic-fleet completion fish > ~/.config/fish/completions/mosaic-fleet.fish",
    script: async () => (await import("../completion-script.js")).completionScript,
    words: async (kind, { context, globals: { roster } }) => {
      const { offeredWords } = await import("../offered-words.js");
      return await offeredWords(kind as OfferedKind, { roster, env: context.env });
    },
  });
}
