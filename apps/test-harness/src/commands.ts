import { completionOf, helpOn } from "@mosaicstack/command-line";
import { checkCommand } from "./commands/check.js";
import type { Command } from "./commands/command.js";
import { explainCommand } from "./commands/explain.js";
import { listCommand } from "./commands/list.js";
import { liveCommand } from "./commands/live.js";
import { probeCommand } from "./commands/probe.js";
import { programText } from "./program-text.js";

/** Every command; help shows them by the groups of `program-text.ts`. */
export const commands: readonly Command[] = [
  checkCommand,
  listCommand,
  explainCommand,
  liveCommand,
  probeCommand,
  completionOf(programText, {
    commands: () => commands,
    example: "mosaic-fleet-harness completion fish | source",
    script: async () => (await import("./completion-script.js")).completionScript,
  }),
  helpOn(programText, {
    commands: () => commands,
    later: [],
    example: "mosaic-fleet-harness help live",
  }),
];
