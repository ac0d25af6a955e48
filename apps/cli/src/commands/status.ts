import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";
import { isAsDesired, renderStatus, statusView } from "../render/status.js";

export const statusCommand: Command = defineCommand({
  name: "status",
  alias: "ps",
  summary: "show what each agent does",
  details: "Exits 3 when an agent is not as the roster wants it, or the server does not answer.",
  flags: {},
  examples: ["mosaic-fleet status", "mosaic-fleet ps --json"],
  run: async (call) => {
    const { output } = call;
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), onlyLooks: true });
    const status = await fleet.status();
    if (output.json) output.document(status);
    else for (const line of renderStatus(status, statusView(fleet, call))) output.draw(line);
    return isAsDesired(status) ? ExitCode.Done : ExitCode.NotAsDesired;
  },
});
