import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";

const tints = { error: "red", warning: "yellow", info: "dim" } as const;

export const doctorCommand: Command = defineCommand({
  name: "doctor",
  summary: "look for what is wrong, and how to mend it",
  details: "Exits 3 when there is an error or a warning.",
  flags: {},
  examples: ["mosaic-fleet doctor", "mosaic-fleet doctor --json"],
  run: async (call) => {
    const { output } = call;
    const { doctor } = await import("@mosaicstack/fleet");
    const report = await doctor(fleetOptions(call));
    const problems = report.findings.filter(({ severity }) => severity !== "info").length;
    if (output.json) output.document(report);
    else {
      for (const { id, severity, what, why, remedy } of report.findings) {
        output.tell(`${id}: ${what}`, { head: { text: severity, tint: tints[severity] } });
        for (const sentence of [why, remedy]) if (sentence) output.tell(sentence, { indent: 2 });
      }
      output.say(problems === 0 ? "Nothing is wrong." : `${problems} to look at.`);
    }
    return problems === 0 ? ExitCode.Done : ExitCode.NotAsDesired;
  },
});
