import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";

export const screenCommand: Command = defineCommand({
  name: "screen",
  summary: "show what an agent's pane shows now",
  words: { usage: "AGENT", count: "one" },
  flags: {},
  examples: ["mosaic-fleet screen canary"],
  run: async (call) => {
    const { output, words } = call;
    const [agent = ""] = words;
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), onlyLooks: true });
    const screen = await fleet.screen(agent);
    if (output.json) output.document(screen);
    else screen.lines.forEach(output.print);
    return ExitCode.Done;
  },
});
