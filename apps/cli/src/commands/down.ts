import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";
import { exitCodeOfReports, showReports } from "../render/reports.js";

export const downCommand: Command = defineCommand({
  name: "down",
  summary: "stop the fleet and end its tmux server",
  details: "A server with sessions that are not the fleet's is kept, unless --force is given.",
  flags: { force: { says: "end the server also with sessions of others on it" } },
  examples: ["mosaic-fleet down"],
  run: async (call) => {
    const { output, flags } = call;
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const { agents, server, keptBy, trouble } = await fleet.down({ force: flags.force });
    if (output.json) {
      output.document({ agents, server, keptBy, ...(trouble === undefined ? {} : { trouble }) });
      return trouble === undefined ? exitCodeOfReports(agents) : ExitCode.Failed;
    }
    const code = showReports(output, agents);
    output.print(`server ${server}`);
    if (keptBy.length > 0) {
      const names = keptBy.map((name) => `\`${name}\``).join(", ");
      output.say(`The tmux server is kept: it has sessions that are not the fleet's: ${names}.`);
      output.say("`mosaic-fleet down --force` ends it with them.");
    }
    if (trouble === undefined) return code;
    output.say(`The tmux server could not be ended: ${trouble}`);
    return ExitCode.Failed;
  },
});
