import type { FlagTable } from "@mosaicstack/command-line";
import { laneNames } from "../live/lane-names.js";
import { defineCommand, type Call, type Command } from "./command.js";
import { resultFormat } from "./format-flags.js";

const flags = {
  scenario: {
    value: "PATTERN",
    says: "only those whose id has this in it, or matches it (`*-killed`)",
  },
  lane: {
    value: "LANE",
    choices: laneNames,
    usual: "auto",
    says: `where the sandbox comes from, see \`probe\`: ${laneNames.join(", ")}`,
  },
  cli: {
    value: "FILE",
    says: "the `mosaic-fleet` to compare with; default: beside this, else PATH",
  },
  format: resultFormat,
} as const satisfies FlagTable;

export type LiveCall = Call<typeof flags>;

export const liveCommand: Command = defineCommand({
  name: "live",
  summary: "rehearse a fleet's life, faults included, in a private sandbox",
  details:
    "With a real `systemd --user` and real tmux. After each step unit state, tmux's list, cgroup contents and the JSON of " +
    "`mosaic-fleet` are compared.",
  flags,
  examples: ["mosaic-fleet-harness live", "mosaic-fleet-harness live --scenario '*-killed'"],
  run: async (call) => {
    const { rehearse } = await import("../live/rehearse.js");
    return await rehearse(call);
  },
});
