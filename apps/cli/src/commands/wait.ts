import type { WaitDocument } from "@mosaicstack/fleet/documents";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";
import { selectedNames, selectionFlags, selectionOf } from "../selection.js";
import { parseTimeout } from "../timeout.js";

export const waitCommand: Command = defineCommand({
  name: "wait",
  summary: "wait until agents are idle, blocked, or as you say",
  details:
    "Returns when each named agent is in one of the states, and prints which. `idle` is also who is done with a turn, or asleep. " +
    "Exits 3 when one can no longer come there (stopped, failed), 124 when the time is over. It watches, and asks nobody meanwhile.",
  words: { usage: "AGENT...", count: "any" },
  flags: {
    ...selectionFlags,
    for: { value: "STATE,...", says: "states and systemd's words; default idle,blocked,error" },
    timeout: { value: "TIME", says: "wait so long at most, `90s` or `2h`; default for ever" },
  },
  examples: [
    "mosaic-fleet wait canary",
    "mosaic-fleet wait --all --for idle --timeout 2h",
    "mosaic-fleet wait canary --for inactive,failed",
  ],
  run: async (call) => {
    const { output, flags } = call;
    const selection = selectionOf(call.words, flags);
    const timeoutMs = await parseTimeout(flags.timeout);
    const states = flags.for?.split(",").map((state) => state.trim());
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), onlyLooks: true });
    const names = selectedNames(fleet, selection);
    // Ctrl-C is left to end the process: with an exit code of ours a script would take it for the end of the time, and go on.
    const waited = await fleet.wait(names, {
      timeoutMs,
      ...(states === undefined ? {} : { states }),
    });
    if (output.json) output.document(waited);
    else {
      for (const { agent, state, outcome, reason } of waited.agents) {
        output.print(`${agent} ${state}`);
        if (outcome !== "reached" && reason !== undefined)
          output.warn(`mosaic-fleet: \`${agent}\`: ${reason}`);
      }
    }
    return exitOf(waited);
  },
});

function exitOf({ agents }: WaitDocument): number {
  if (agents.some(({ outcome }) => outcome === "gone")) return ExitCode.NotAsDesired;
  const all = agents.every(({ outcome }) => outcome === "reached");
  return all ? ExitCode.Done : ExitCode.TimedOut;
}
