import { exitCode } from "../exit-code.js";
import { chooseLane, readLanes, type LaneReport } from "../live/choose-lane.js";
import { reportJson } from "../report/json.js";
import { tellOption, type AddCommand } from "./command.js";

export const addProbe: AddCommand = (program, context, done) => {
  program
    .command("probe")
    .summary("say which lane this machine allows, and why not the others")
    .description("Say which lane for `live` this machine allows, and why not the others.")
    .addOption(tellOption())
    .action(async ({ format }: { format: string }) => {
      const lanes = await readLanes();
      const { lane } = chooseLane("auto", lanes);
      context.out(format === "json" ? reportJson({ version: 1, lane, lanes }) : formatLanes(lanes));
      done(lane === null ? exitCode.nothingRan : exitCode.held);
    });
};

/** A line per lane, and one for each further reason. */
function formatLanes(lanes: readonly LaneReport[]): string {
  const lines = lanes.map(({ lane, possible, reason }) => {
    const head = `${lane.padEnd(9)}  ${possible ? "yes" : "no "}  `;
    return head + reason.split("; ").join(`\n${" ".repeat(head.length)}`);
  });
  return `${lines.join("\n")}\n`;
}
