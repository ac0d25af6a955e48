import { defineCommand, type Command } from "../command.js";
import { fleetOptions } from "../fleet-options.js";
import { showReports } from "../render/reports.js";
import { selectedNames, selectionFlags, selectionOf } from "../selection.js";

export const restartCommand: Command = defineCommand({
  name: "restart",
  summary: "end agents and start them again",
  details:
    "With what the roster says now; a conversation is brought back where the runtime can. " +
    "An agent that does not run is started. Waits until each is ready and says what was true at the end.",
  words: { usage: "[AGENT...]", count: "any" },
  flags: selectionFlags,
  examples: ["mosaic-fleet restart canary", "mosaic-fleet restart --tag builders"],
  run: async (call) => {
    // Wrong usage needs no roster.
    const selection = selectionOf(call.words, call.flags);
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const { agents } = await fleet.restart(selectedNames(fleet, selection));
    return showReports(call.output, agents);
  },
});
