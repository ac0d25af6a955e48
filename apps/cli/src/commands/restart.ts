import { defineCommand, type Command } from "../command.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { showReports } from "../render/reports.js";
import { selectedNames, selectionFlags, selectionOf } from "../selection.js";
import { parseTimeout } from "../timeout.js";

export const restartCommand: Command = defineCommand({
  name: "restart",
  summary: "end agents and start them again",
  details:
    "With what the roster says now; a conversation is brought back where the runtime can. " +
    "An agent that does not run is started. Waits until each is ready and says what was true at the end. " +
    "With --when-idle each is restarted at the end of its turn, and one whose turn does not end in time goes on.",
  words: { usage: "[AGENT...]", count: "any" },
  flags: {
    ...selectionFlags,
    whenIdle: { says: "not before the end of its turn" },
    timeout: { value: "TIME", says: "with --when-idle: wait so long at most, `90s` or `2h`" },
  },
  examples: [
    "mosaic-fleet restart canary",
    "mosaic-fleet restart --tag builders",
    "mosaic-fleet restart --all --when-idle --timeout 30m",
  ],
  run: async (call) => {
    // Wrong usage needs no roster.
    const { flags } = call;
    const selection = selectionOf(call.words, flags);
    const { whenIdle } = flags;
    if (flags.timeout !== undefined && !whenIdle) {
      const remedy = "Add `--when-idle`, or leave `--timeout` out.";
      throw new CliError(
        "Usage",
        "`--timeout` says how long to wait for the end of a turn",
        remedy,
      );
    }
    const timeoutMs = await parseTimeout(flags.timeout);
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const { agents } = await fleet.restart(selectedNames(fleet, selection), {
      whenIdle,
      timeoutMs,
    });
    return showReports(call.output, agents);
  },
});
