import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { Option } from "commander";
import type { Context } from "../context.js";
import { exitCode } from "../exit-code.js";
import { chooseLane, laneNames, readLanes, type LaneChoice } from "../live/choose-lane.js";
import { findCli } from "../live/find-cli.js";
import { liveDocument, type LiveDocument } from "../live/live-document.js";
import { runScenarios } from "../live/run-scenarios.js";
import { selectScenarios } from "../live/select-scenarios.js";
import type { Format } from "../report/formats.js";
import { report } from "../report/report.js";
import { suiteOfLive } from "../report/suite-of-live.js";
import { scenarios } from "../scenarios/scenarios.js";
import { UsageError } from "../usage-error.js";
import { formatOption, type AddCommand } from "./command.js";

interface LiveFlags {
  readonly scenario?: string;
  readonly lane: LaneChoice;
  readonly cli?: string;
  readonly format: Format;
}

export const addLive: AddCommand = (program, context, done) => {
  program
    .command("live")
    .summary("rehearse the life of a fleet, faults included, in a private sandbox")
    .description(
      "Rehearse the life of a fleet, faults included, on a real `systemd --user` in a private sandbox and real tmux.\nAfter each step unit state, tmux's list, cgroup contents and the JSON of `mosaic-fleet` are compared.",
    )
    .option(
      "--scenario <pattern>",
      "only those whose id has this in it, or matches it (`*-killed`)",
    )
    .addOption(
      new Option("--lane <lane>", "where the sandbox comes from; see `probe`")
        .choices(laneNames)
        .default("auto"),
    )
    .option("--cli <file>", "the `mosaic-fleet` to compare with (default: beside this, else PATH)")
    .addOption(formatOption())
    .action(async ({ scenario, lane, cli, format }: LiveFlags) => {
      const chosen = selectScenarios(scenarios, scenario);
      const command = cli === undefined ? findCli(context.env) : namedCli(cli, context);
      const taken = chooseLane(lane, await readLanes());
      const tell = (document: LiveDocument): void =>
        context.out(report(format, document, suiteOfLive(document), context));
      if (taken.lane === null) {
        const { reason } = taken;
        context.err(`no lane for a rehearsal; ${reason}\n`);
        const skipped = chosen.map(({ id, title }) => ({ id, title, reason, seconds: 0 }));
        tell(
          liveDocument(
            null,
            skipped.map((each) => ({ ...each, status: "skipped" as const })),
          ),
        );
        return done(exitCode.nothingRan);
      }
      const ran = await runScenarios(chosen, {
        lane: taken.lane,
        cli: command,
        onEnd: ({ id, status, seconds }) =>
          context.err(`${id}: ${status} (${seconds.toFixed(1)} s)\n`),
      });
      const document = liveDocument(ran.lane, ran.results);
      tell(document);
      done(document.summary.failed > 0 ? exitCode.failed : exitCode.held);
    });
};

/** Links are followed, for what a link stands on may not be visible in the sandbox. */
function namedCli(file: string, { cwd }: Context): string {
  const path = resolve(cwd, file);
  if (!existsSync(path))
    throw new UsageError(`\`${file}\` is not there; name the \`mosaic-fleet\` command`);
  return realpathSync(path);
}
