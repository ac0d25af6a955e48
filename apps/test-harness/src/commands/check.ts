import type { FlagTable } from "@mosaicstack/command-line";
import { defineCommand, type Call, type Command } from "./command.js";
import { checkFormat } from "./format-flags.js";

const flags = {
  installed: { says: "check what is installed for this user, the script included" },
  strict: { says: "a warning fails too" },
  noVerify: { says: "do not ask `systemd-analyze verify` as well" },
  baseline: { value: "FILE", says: "what stands in this file fails nothing" },
  writeBaseline: { says: "make that file of what is found now" },
  allowSkips: {
    value: "CODE,...",
    says: "for CI: a rule that is skipped and not named here fails; `none` names none",
  },
  format: checkFormat,
} as const satisfies FlagTable;

export type CheckCall = Call<typeof flags>;

export const checkCommand: Command = defineCommand({
  name: "check",
  summary: "check unit files: syntax, and how they belong together",
  details: "Drop-ins are applied. Without PATH: the units that this version ships.",
  words: { usage: "[PATH...]", count: "any" },
  flags,
  examples: [
    "mosaic-fleet-harness check --installed --strict",
    "mosaic-fleet-harness check ~/my-units --format junit",
    "mosaic-fleet-harness check --installed --allow-skips MF706,MF708,MF709",
  ],
  run: async (call) => {
    const { checkUnits } = await import("../check/check-units.js");
    return await checkUnits(call);
  },
});
