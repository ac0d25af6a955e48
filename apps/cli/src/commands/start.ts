import { defineCommand, type Command } from "../command.js";
import { fleetOptions } from "../fleet-options.js";
import { showReports } from "../render/reports.js";
import { selectedNames, selectionFlags, selectionOf } from "../selection.js";

export const startCommand: Command = defineCommand({
  name: "start",
  summary: "start agents",
  details: "Waits until each is ready and says what was true at the end.",
  words: { usage: "[AGENT...]", count: "any" },
  flags: selectionFlags,
  examples: ["mosaic-fleet start canary", "mosaic-fleet start --tag builders"],
  run: async (call) => {
    // Wrong usage needs no roster.
    const selection = selectionOf(call.words, call.flags);
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const { agents } = await fleet.start(selectedNames(fleet, selection));
    return showReports(call.output, agents);
  },
});
