import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";
import { renderExplain } from "../render/explain.js";

export const explainCommand: Command = defineCommand({
  name: "explain",
  summary: "show where an agent's values come from",
  details:
    "What it is given at its next start: command, workdir, and each environment variable with the file and line that wins.\n" +
    "Values whose name looks like a secret's are hidden without --show; --json has them all.",
  words: { usage: "AGENT", count: "one" },
  flags: { show: { says: "show the values of secrets too" } },
  examples: ["mosaic-fleet explain canary", "mosaic-fleet explain canary --json"],
  run: async (call) => {
    const { context, output, words, flags } = call;
    const [agent = ""] = words;
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), withoutTmux: true });
    const explained = await fleet.explain(agent);
    if (output.json) output.document(explained);
    else {
      const { isSecretName } = await import("@mosaicstack/roster");
      const view = {
        home: context.env["HOME"],
        width: output.width,
        color: output.color,
        isHidden: (name: string) => !flags.show && isSecretName(name),
      };
      for (const line of renderExplain(explained, view)) output.draw(line);
    }
    return ExitCode.Done;
  },
});
