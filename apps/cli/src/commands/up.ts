import type { Fleet, FleetOptions, UpLook } from "@mosaicstack/fleet";
import type { BroughtUpDocument, LeftAloneDocument } from "@mosaicstack/fleet/documents";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { commandLine, sameFleet } from "../invocation.js";
import { nextSteps } from "../next-steps.js";
import { exitCodeOfReports, warnFailures } from "../render/reports.js";
import { renderStatus, statusView } from "../render/status.js";
import { prepareRoster } from "../prepare-roster.js";
import type { Content } from "../output.js";

export const upCommand: Command = defineCommand({
  name: "up",
  summary: "bring the fleet up, wait until it is ready",
  details:
    "Writes a roster if there is none (preset `canary`, or the one named), installs what is needed, " +
    "starts each agent and waits for it. What runs already is left as it is.",
  flags: {
    preset: { value: "PRESET", says: "the preset to begin with, where there is no roster" },
    firstRun: { says: "leave another roster alone: say how to go on", hidden: true },
  },
  examples: ["mosaic-fleet up", "mosaic-fleet up --preset pair"],
  run: async (call) => {
    const { context, output, flags, globals } = call;
    const { file, state } = await prepareRoster({
      preset: flags.preset,
      roster: globals.roster,
      env: context.env,
    });
    if (state === "created") output.say(`wrote the roster ${file}`);
    if (state === "another" && flags.firstRun) {
      if (output.json) {
        const leftAlone = { roster: file, leftAlone: true, agents: [] } as const;
        output.document(leftAlone satisfies Content<LeftAloneDocument>);
      }
      output.say(`\`${file}\` is a roster of your own, so nothing was started. Bring it up with:`);
      if (!output.json) output.print(commandLine(context.env, ["up", ...sameFleet(globals)]));
      return ExitCode.Done;
    }
    if (state === "another") throw refusal(file, flags.preset ?? "");
    const { openFleet } = await import("../open-fleet.js");
    // A first run should work on any machine; whoever keeps the fleet already goes on with it.
    const whenNew = flags.firstRun ? ({ whenNew: "tmux" } as const) : {};
    const options = { ...fleetOptions(call), ...whenNew };
    // Who has nothing to do needs no more than a look.
    const looking = state === "there" ? await lookFirst(openFleet, options) : undefined;
    const fleet = looking?.fleet ?? (await openFleet(options));
    const { agents } = looking?.up ?? (await fleet.up());
    if (output.json) {
      const { supervisor } = fleet;
      const up = { roster: file, created: state === "created", supervisor, agents };
      output.document(up satisfies Content<BroughtUpDocument>);
      return exitCodeOfReports(agents);
    }
    const status = looking?.up.status ?? (await fleet.status());
    for (const line of renderStatus(status, statusView(fleet, call))) output.draw(line);
    warnFailures(output, agents);
    for (const line of nextSteps(call, fleet, { status, agents })) output.say(line);
    return exitCodeOfReports(agents);
  },
});

/** Undefined where there may be something to do, and where a look fails: whoever does it says why. */
async function lookFirst(
  open: (options: FleetOptions) => Promise<Fleet>,
  options: FleetOptions,
): Promise<{ readonly fleet: Fleet; readonly up: UpLook } | undefined> {
  try {
    const fleet = await open({ ...options, onlyLooks: true });
    const up = await fleet.alreadyUp();
    return up && { fleet, up };
  } catch {
    return undefined;
  }
}

function refusal(file: string, preset: string): CliError {
  return new CliError(
    "Refused",
    `${file} is there already and is not preset \`${preset}\``,
    `Bring it up with \`mosaic-fleet up\`, or replace it with \`mosaic-fleet init --preset ${preset} --force\`.`,
  );
}
