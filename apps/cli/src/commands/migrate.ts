import { isConfirmed } from "../ask.js";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { exitCodeOfMoves, showMoves, showTwoViews } from "../render/migrate.js";
import { selectedNames, selectionFlags, selectionOf, selectionWords } from "../selection.js";
import { parseTimeout } from "../timeout.js";

export const migrateCommand: Command = defineCommand({
  name: "migrate",
  summary: "move agents from an old tmux socket to the fleet's",
  details:
    "Shows what stands on both sockets, asks, then moves one agent after the other, all unless some are named: " +
    "an agent that works is waited for, the old one is ended and seen ended, then the new one starts. " +
    "Sessions of others on the old socket are left alone, and so is its server. Cut short, run it again.\n" +
    "Earlier fleets have the socket `mosaic-factory`.",
  words: { usage: "[AGENT...]", count: "any" },
  flags: {
    from: { value: "SOCKET", says: "the old socket, as `tmux -L` takes it" },
    ...selectionFlags,
    dryRun: { says: "show both sockets and what would be done, and do nothing" },
    now: { says: "do not wait for the end of a turn" },
    timeout: { value: "TIME", says: "wait so long at most for each, `90s` or `2h`; default 10m" },
  },
  examples: [
    "mosaic-fleet migrate --from mosaic-factory --dry-run",
    "mosaic-fleet migrate --from mosaic-factory canary",
    "mosaic-fleet migrate --from mosaic-factory --yes",
  ],
  run: async (call) => {
    const { context, output, words, flags } = call;
    // Wrong usage needs no roster.
    const { from } = flags;
    if (from === undefined) {
      const remedy =
        "Name the old socket: `mosaic-fleet migrate --from mosaic-factory` for an earlier fleet's.";
      throw new CliError("Usage", "`--from` was not given", remedy);
    }
    const timeoutMs = await parseTimeout(flags.timeout);
    const selection = selectionOf(words, flags);
    const isNamed = words.length > 0 || flags.tag !== undefined;
    const { openFleet } = await import("../open-fleet.js");
    const fleet = await openFleet(fleetOptions(call));
    const names = selectedNames(fleet, isNamed ? selection : { all: true });
    const plan = await fleet.planMigration(names, from);
    if (flags.dryRun) {
      if (output.json) output.document(plan);
      else showTwoViews(output, plan, context.env["HOME"]);
      return ExitCode.Done;
    }
    const moves = plan.agents.filter(({ next }) => next === "move" || next === "start");
    if (!output.json) showTwoViews(output, plan, context.env["HOME"]);
    if (moves.length > 0) {
      const ends = moves.filter(({ next }) => next === "move").length;
      const begins = moves.length - ends;
      const agents = (count: number): string => `${count} ${count === 1 ? "agent" : "agents"}`;
      const what = [
        ...(ends > 0
          ? [`ends ${agents(ends)} on \`${from}\` and starts ${ends === 1 ? "it" : "them"} anew`]
          : []),
        ...(begins > 0 ? [`starts ${agents(begins)} that an earlier one had ended`] : []),
      ].join(" and ");
      const command = [
        "migrate",
        "--from",
        from,
        ...words,
        ...selectionWords(flags),
        ...(flags.now ? ["--now"] : []),
        ...(flags.timeout === undefined ? [] : ["--timeout", flags.timeout]),
      ];
      if (!(await isConfirmed(call, { command, what }))) return ExitCode.Failed;
    }
    const options = {
      agreed: moves.map(({ name }) => name),
      now: flags.now,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    };
    const migrated = await fleet.migrate(names, from, options);
    if (output.json) output.document(migrated);
    else showMoves(output, migrated);
    return exitCodeOfMoves(migrated.agents);
  },
});
