import { helpOn } from "@mosaicstack/command-line";
import type { Command } from "../command.js";
import { laterCommands } from "../later-commands.js";
import { programText } from "../program-text.js";

/** `commands` gives the list that it is a part of. */
export function helpFor(commands: () => readonly Command[]): Command {
  return helpOn(programText, { commands, later: laterCommands, example: "mosaic-fleet help send" });
}
