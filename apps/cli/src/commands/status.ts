import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { renderWhy } from "../render/why.js";
import { isAsDesired, renderStatus, statusView } from "../render/status.js";

export const statusCommand: Command = defineCommand({
  name: "status",
  alias: "ps",
  summary: "show what each agent does",
  details:
    "Exits 3 when an agent is not as the roster wants it, or the server does not answer.\n" +
    "With --watch a board of the whole terminal, with keys to attach, send, start, stop, restart and read; `?` tells them. " +
    "Where there is no terminal, the table and then a line for each agent that changed; with --json a document for each change.\n" +
    "With --why it says of one agent which rule, hook or record stands behind each word, and how old that is.",
  flags: {
    watch: { short: "w", says: "go on with what changes, as a board; `top` does the same" },
    why: { value: "AGENT", says: "tell what stands behind each word of this agent" },
  },
  examples: [
    "mosaic-fleet status",
    "mosaic-fleet ps --json",
    "mosaic-fleet status --watch",
    "mosaic-fleet status --why canary",
  ],
  run: async (call) => {
    const { output, flags } = call;
    if (flags.watch && flags.why !== undefined) {
      const remedy = "Give one of them: `--why` looks once, at one agent.";
      throw new CliError("Usage", "`--watch` and `--why` do not go together", remedy);
    }
    if (flags.watch) {
      const { watchStatus } = await import("../board/watch-status.js");
      return await watchStatus(call);
    }
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), onlyLooks: true });
    if (flags.why !== undefined) {
      const why = await fleet.why(flags.why);
      if (output.json) output.document(why);
      else renderWhy(why, call.context.env["HOME"]).forEach((sentence) => output.tell(sentence));
      return ExitCode.Done;
    }
    const status = await fleet.status();
    if (output.json) output.document(status);
    else for (const line of renderStatus(status, statusView(fleet, call))) output.draw(line);
    return isAsDesired(status) ? ExitCode.Done : ExitCode.NotAsDesired;
  },
});
