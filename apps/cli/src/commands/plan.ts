import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";
import { showPlan } from "../render/plan.js";

export const planCommand: Command = defineCommand({
  name: "plan",
  summary: "show what `apply` would change",
  details:
    "Compares the roster with files, units, links for boot and sessions, and changes nothing.\n" +
    "Exits 3 when the machine is not as the roster says.",
  flags: {},
  examples: ["mosaic-fleet plan", "mosaic-fleet plan --json"],
  run: async (call) => {
    const { context, output } = call;
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet({ ...fleetOptions(call), onlyLooks: true, evenRefused: true });
    const plan = await fleet.plan();
    if (output.json) output.document(plan);
    else showPlan(output, plan, context.env["HOME"]);
    return plan.summary.differs ? ExitCode.NotAsDesired : ExitCode.Done;
  },
});
