import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { AttachCommand } from "@mosaicstack/fleet";
import { defineCommand, type Command } from "../command.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";

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
    return await inherit(await fleet.attachCommand(name, { readOnly: flags.readOnly }));
  },
});

/** Runs a program on this terminal. Returns its exit code; ended by a signal, 128 and its number, as shells do. */
function inherit({ file, args, env }: AttachCommand): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env, stdio: "inherit" });
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
