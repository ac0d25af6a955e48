import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";
import { renderQueue } from "../render/queue.js";
import { selectedNames, selectionFlags, selectionOf } from "../selection.js";

export const queueCommand: Command = defineCommand({
  name: "queue",
  summary: "show which messages wait for agents, or take one back",
  details:
    "Of all agents unless some are named: since when each message waits, until when, and how it begins.\n" +
    "Exits 1 where the message of --cancel was handed over, is being handed over, or is not there.",
  words: { usage: "[AGENT...]", count: "any" },
  flags: {
    ...selectionFlags,
    cancel: { value: "ID", says: "take the message with this id back" },
  },
  examples: [
    "mosaic-fleet queue",
    "mosaic-fleet queue --cancel ace864ac-10fb-4bef-a88f-a7b10f658ba3",
  ],
  run: async (call) => {
    const { context, output, words, flags } = call;
    // Wrong usage needs no roster.
    const selection = selectionOf(words, flags);
    const isNamed = words.length > 0 || flags.tag !== undefined;
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), withoutTmux: true });
    const names = selectedNames(fleet, isNamed ? selection : { all: true });
    if (flags.cancel !== undefined) {
      const cancelled = await fleet.cancel(names, flags.cancel);
      if (output.json) output.document(cancelled);
      else output.print(`${cancelled.agent} ${cancelled.outcome}`);
      return ExitCode.Done;
    }
    const queue = await fleet.queue(names);
    if (output.json) output.document(queue);
    else {
      const view = { now: context.now(), width: output.width, color: output.color };
      for (const line of renderQueue(queue, view)) output.draw(line);
    }
    return ExitCode.Done;
  },
});
