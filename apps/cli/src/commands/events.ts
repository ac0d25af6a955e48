import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { parseMoment } from "../moment.js";
import { renderEvent } from "../render/event.js";

export const eventsCommand: Command = defineCommand({
  name: "events",
  summary: "show what happens to agents, as it happens",
  details:
    "Starts and ends, what each does, what became of messages; all agents unless some are named. It goes on until Ctrl-C. " +
    "--since and --after begin with what was noted down before, --once ends with it, and alone tells all of it. With --json a document for each, with the id that --after takes.",
  words: { usage: "[AGENT...]", count: "any" },
  flags: {
    since: { value: "TIME", says: "from then on: `8h` ago, or a time such as `2026-01-31T18:00`" },
    after: { value: "ID", says: "behind the event of this id" },
    once: { says: "end with what is known by now" },
  },
  examples: [
    "mosaic-fleet events",
    "mosaic-fleet events canary --since 8h --once",
    "mosaic-fleet events --json --after 20260101T080000120Z-0123456789ab",
  ],
  run: async (call) => {
    const { context, output, words, flags } = call;
    if (flags.since !== undefined && flags.after !== undefined) {
      const remedy = "Give one of them: both say where to begin.";
      throw new CliError("Usage", "`--since` and `--after` do not go together", remedy);
    }
    const now = context.now();
    const all = flags.once && flags.after === undefined ? 0 : undefined;
    const since = flags.since === undefined ? all : await parseMoment("--since", flags.since, now);
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), onlyLooks: true });
    const names = words.length === 0 ? fleet.agents : fleet.select({ names: words });
    const { after, once } = flags;
    const signal = context.ended;
    const width = Math.max(...names.map(({ length }) => length), 5);
    for await (const event of fleet.events(names, { since, after, once, signal })) {
      if (signal.aborted) break;
      if (output.json) {
        const { version: _, ...content } = event;
        output.documentLine(content);
      } else output.print(renderEvent(event, width));
    }
    return ExitCode.Done;
  },
});
