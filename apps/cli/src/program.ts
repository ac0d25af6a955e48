import type { Program } from "@mosaicstack/command-line";
import { commands } from "./commands.js";
import type { CliContext } from "./context.js";
import { DEBUG, toFailure } from "./failure.js";
import type { globalFlags } from "./global-flags.js";
import { laterCommands } from "./later-commands.js";
import { telling } from "./output.js";
import { programText } from "./program-text.js";
import { ownVersion } from "./version.js";

export const program: Program<CliContext, typeof globalFlags> = {
  text: programText,
  commands,
  later: laterCommands,
  version: ownVersion,
  telling,
  failureOf: toFailure,
  debug: DEBUG,
  wantsJson: (words) => words.includes("--json"),
  look: (globals) => globals,
};
