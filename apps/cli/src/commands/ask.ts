import type { AskDocument } from "@mosaicstack/fleet";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { readMessage } from "../read-message.js";
import { selectedNames } from "../selection.js";
import { tellApart } from "../tell-apart.js";
import { parseTimeout } from "../timeout.js";

export const askCommand: Command = defineCommand({
  name: "ask",
  summary: "give an agent a message, and print its answer",
  details:
    "Waits for the end of the turn that the message began. The answer is what the runtime itself reports, " +
    "never what stands on the screen. Exits 0 with an answer, 1 without one, 124 where none came in time: " +
    "then it may come later. The text is given as for `send`.",
  words: { usage: "AGENT [TEXT | -f FILE | -]", count: "any" },
  flags: {
    file: { short: "f", value: "FILE", says: "take the text from FILE" },
    timeout: { value: "TIME", says: "wait so long at most, `90s` or `2h`; default 30m" },
  },
  examples: [
    "mosaic-fleet ask canary 'which tests fail'",
    "git diff | mosaic-fleet ask canary - --timeout 10m",
  ],
  run: async (call) => {
    const { context, output, words, flags } = call;
    const timeoutMs = await parseTimeout(flags.timeout);
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const given = { all: false, tag: undefined, file: flags.file };
    const { agents, message } = tellApart(words, given, fleet.agents);
    const [name = "", ...more] = agents;
    if (name === "" || more.length > 0) {
      const what = name === "" ? "no agent was named" : "one agent is asked at a time";
      const remedy =
        "Name one in front of the text. A text of more than one word stands in quotes.";
      throw new CliError("Usage", what, remedy);
    }
    selectedNames(fleet, { names: [name] });
    const text = await readMessage(message, context.stdin);
    const asked = await fleet.ask(name, text, timeoutMs === undefined ? {} : { timeoutMs });
    const { answer, reason, outcome } = asked;
    if (output.json) output.document(asked);
    else {
      if (answer !== null) answer.split("\n").forEach(output.print);
      if (reason !== undefined) output.warn(`mosaic-fleet: \`${name}\`: ${outcome}: ${reason}`);
    }
    return exitOf(asked);
  },
});

function exitOf({ outcome }: AskDocument): number {
  if (outcome === "waiting") return ExitCode.TimedOut;
  return outcome === "answered" ? ExitCode.Done : ExitCode.Failed;
}
