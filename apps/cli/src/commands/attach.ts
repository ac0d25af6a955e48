import { defineCommand, type Command } from "../command.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { runOnTerminal } from "../run-on-terminal.js";

export const attachCommand: Command = defineCommand({
  name: "attach",
  summary: "show an agent's session in this terminal",
  details: "Leave it with tmux's own keys: Ctrl-b, then d. The agent goes on.",
  words: { usage: "AGENT", count: "one" },
  flags: { readOnly: { says: "look only: no key reaches the agent" } },
  examples: ["mosaic-fleet attach canary", "mosaic-fleet attach canary --read-only"],
  run: async (call) => {
    const { context, words, flags, globals } = call;
    if (globals.json) throw new CliError("Usage", "`attach` has no `--json`: it shows a terminal");
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const [name = ""] = fleet.select({ names: words });
    if (!context.isTTY.stdin || !context.isTTY.stdout) {
      throw new CliError(
        "Usage",
        `\`attach ${name}\` needs a terminal, and standard input or output is none`,
        "Run it in a terminal; from a script, use `mosaic-fleet send` and `mosaic-fleet status --json`.",
      );
    }
    return await runOnTerminal(await fleet.attachCommand(name, { readOnly: flags.readOnly }));
  },
});
