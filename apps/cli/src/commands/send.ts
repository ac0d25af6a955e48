import type { AgentDelivery } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import { isConfirmed } from "../ask.js";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError, toFailure } from "../failure.js";
import { parseExpiry } from "../expiry.js";
import { fleetOptions } from "../fleet-options.js";
import { deliveryWords } from "../render/delivery.js";
import { readMessage } from "../read-message.js";
import { selectedNames, selectionFlags, selectionOf } from "../selection.js";
import { tellApart, type Message } from "../tell-apart.js";

export const sendCommand: Command = defineCommand({
  name: "send",
  summary: "give agents a message, with a receipt",
  details:
    "The last word is the text, the others name agents. With --all or --tag every word is text.\n" +
    "With -f the text is FILE, with `-` standard input: 1 MiB at most.\n" +
    "An agent that works gets it at the end of its turn; with --when now at once; with --when interrupt " +
    "when its turn was ended by the runtime's own key, after a question. It is not handed over after --expires.\n" +
    "Exits 0 when each message was delivered or queued.",
  words: { usage: "AGENT... [TEXT | -f FILE | -]", count: "any" },
  flags: {
    ...selectionFlags,
    when: {
      value: "WHEN",
      choices: ["idle", "now", "interrupt"],
      says: "for an agent that works: queue it, hand it over now, or interrupt the turn",
    },
    expires: { value: "TIME", says: "do not hand it over later: a span (10m) or a time" },
    file: { short: "f", value: "FILE", says: "take the text from FILE" },
  },
  examples: [
    "mosaic-fleet send canary 'run the tests again'",
    "mosaic-fleet send canary --expires 10m 'is it green?'",
    "git diff | mosaic-fleet send canary -",
    "mosaic-fleet send --all -f notes.md",
  ],
  run: async (call) => {
    const { context, output, words, flags } = call;
    const { when } = flags;
    // Wrong usage needs no roster.
    const expires =
      flags.expires === undefined ? undefined : await parseExpiry(flags.expires, context.now());
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const { agents, message } = tellApart(words, flags, fleet.agents);
    const selection = selectionOf(agents, flags);
    const names = withQuotesHint(message, agents, () => selectedNames(fleet, selection));
    const text = await readMessage(message, context.stdin);
    const question = `interrupts the turn of ${names.map((name) => `\`${name}\``).join(", ")}`;
    const until = flags.expires === undefined ? [] : ["--expires", flags.expires];
    const command = ["send", "--when", "interrupt", ...until, ...names, "TEXT"];
    if (when === "interrupt" && !(await isConfirmed(call, { command, what: question })))
      return ExitCode.Failed;
    const { deliveries } = await fleet.send(names, text, { when, expires });
    if (output.json) output.document({ deliveries });
    else for (const delivery of deliveries) show(output, delivery);
    const arrived = deliveries.every(
      ({ outcome }) => outcome === "delivered" || outcome === "queued",
    );
    return arrived ? ExitCode.Done : ExitCode.Failed;
  },
});

function show(output: Output, delivery: AgentDelivery): void {
  const { line, why, next } = deliveryWords(delivery);
  output.print(line);
  if (why !== undefined) output.warn(`mosaic-fleet: ${why}`);
  if (next !== undefined) output.say(next);
}

/** Who is not there may be a word of a text without quotes. */
function withQuotesHint<T>(message: Message, agents: readonly string[], select: () => T): T {
  try {
    return select();
  } catch (error) {
    const { code, message: what, remedy } = toFailure(error);
    if (code !== "NoSuchAgent" || message.from !== "words" || agents.length < 2) throw error;
    const hint = "A text of more than one word stands in quotes.";
    throw new CliError(code, what, remedy, hint);
  }
}
