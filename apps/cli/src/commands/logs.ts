import type { LogLineDocument, LogsDocument } from "@mosaicstack/fleet/documents";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import type { Content } from "../output.js";

const usual = 100;

export const logsCommand: Command = defineCommand({
  name: "logs",
  summary: "show what an agent printed",
  details:
    "The transcript of its pane as text, the newest 100 lines; the roster's `transcript` says how much is kept.\n" +
    "With --json one document, with -f one for each line.",
  words: { usage: "AGENT", count: "one" },
  flags: {
    follow: { short: "f", says: "go on with what comes" },
    lines: { short: "n", value: "N", says: "show so many of the newest lines" },
    unit: { says: "show the journal of its unit instead" },
  },
  examples: ["mosaic-fleet logs canary", "mosaic-fleet logs -f -n 20 canary"],
  run: async (call) => {
    const { context, output, words, flags } = call;
    const [agent = ""] = words;
    const lines = count(flags.lines);
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), onlyLooks: true });
    const { follow, unit } = flags;
    const collected: string[] = [];
    let shown = 0;
    const { signal } = follow ? { signal: context.ended } : new AbortController();
    for await (const line of fleet.logs(agent, { lines, follow, unit, signal })) {
      if (signal.aborted) break;
      shown += 1;
      if (!output.json) output.print(line);
      else if (follow) output.documentLine({ agent, line } satisfies Content<LogLineDocument>);
      else collected.push(line);
    }
    if (output.json && !follow)
      output.document({ agent, lines: collected } satisfies Content<LogsDocument>);
    else if (shown === 0 && !follow) output.say(`Nothing is kept of what \`${agent}\` printed.`);
    return ExitCode.Done;
  },
});

function count(text: string | undefined): number {
  if (text === undefined) return usual;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CliError("Usage", `-n: \`${text}\` is no number of lines`, "Give a whole number.");
}
