import { defineCommand, type Command } from "../command.js";
import { fleetOptions } from "../fleet-options.js";
import { showReports } from "../render/reports.js";
import { selectedNames, selectionFlags, selectionOf } from "../selection.js";

export const stopCommand: Command = defineCommand({
  name: "stop",
  summary: "stop agents",
  details: "Each stays stopped, also after a reboot, until `start` or `up`.",
  words: { usage: "[AGENT...]", count: "any" },
  flags: selectionFlags,
  examples: ["mosaic-fleet stop canary", "mosaic-fleet stop --tag builders"],
  run: async (call) => {
    // Wrong usage needs no roster.
    const selection = selectionOf(call.words, call.flags);
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const { agents } = await fleet.stop(selectedNames(fleet, selection));
    return showReports(call.output, agents);
  },
});
