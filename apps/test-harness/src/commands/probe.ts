import { exitCode } from "../exit-code.js";
import type { LaneReport } from "../live/choose-lane.js";
import { defineCommand, type Command } from "./command.js";
import { toldFormat } from "./format-flags.js";

export const probeCommand: Command = defineCommand({
  name: "probe",
  summary: "say which lane this machine allows, and why not the others",
  details: "A lane is how `live` gets its private sandbox.",
  flags: { format: toldFormat },
  examples: ["mosaic-fleet-harness probe"],
  run: async ({ output, flags }) => {
    const { chooseLane, readLanes } = await import("../live/choose-lane.js");
    const lanes = await readLanes();
    const { lane } = chooseLane("auto", lanes);
    if (flags.format === "json") output.document({ lane, lanes });
    else for (const line of lanes.flatMap(laneLines)) output.print(line);
    return lane === null ? exitCode.nothingRan : exitCode.held;
  },
});

/** A line for the lane, and one for each further reason. */
function laneLines({ lane, possible, reason }: LaneReport): string[] {
  const head = `${lane.padEnd(9)}  ${possible ? "yes" : "no "}  `;
  return reason.split("; ").map((each, at) => (at === 0 ? head : " ".repeat(head.length)) + each);
}
