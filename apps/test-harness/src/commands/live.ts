import { randomInt } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { Option } from "commander";
import type { Context } from "../context.js";
import { exitCode } from "../exit-code.js";
import { chooseLane, laneNames, readLanes, type LaneChoice } from "../live/choose-lane.js";
import { findCli } from "../live/find-cli.js";
import { liveDocument, type LiveDocument } from "../live/live-document.js";
import { roundsOf } from "../live/rounds.js";
import { runScenarios } from "../live/run-scenarios.js";
import { selectScenarios } from "../live/select-scenarios.js";
import { report, type Format } from "../report/report.js";
import { suiteOfLive } from "../report/suite.js";
import { scenarios } from "../scenarios/scenarios.js";
import { UsageError } from "../usage-error.js";
import { supervisors } from "../views/views.js";
import { formatOption, type AddCommand } from "./command.js";

const kinds = ["tmux", "systemd", "both"] as const;
const SEEDS = 1_000_000;
const DEFAULT_ARTEFACTS = "mosaic-rehearsals";

interface LiveFlags {
  readonly scenario?: string;
  readonly lane: LaneChoice;
  readonly cli?: string;
  readonly supervisor: (typeof kinds)[number];
  readonly quick?: true;
  readonly seed: number;
  readonly repeat: number;
  readonly parallel?: number;
  readonly artefacts: string;
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
    .addOption(
      new Option("--supervisor <kind>", "who keeps the agents alive")
        .choices(kinds)
        .default("both"),
    )
    .option("--quick", "the shortest set that meets every kind of fault")
    .option(
      "--seed <number>",
      "what choices are drawn with (default: by chance)",
      wholeNumber(0),
      randomInt(SEEDS),
    )
    .option("--repeat <number>", "rounds of each, each with the next seed", wholeNumber(1), 1)
    .option("--parallel <number>", "sandboxes at the same time", wholeNumber(1))
    .option(
      "--artefacts <folder>",
      "where a failure leaves what helps to understand it",
      DEFAULT_ARTEFACTS,
    )
    .addOption(formatOption())
    .action(async (flags: LiveFlags) => {
      const { scenario, lane, cli, format, seed, repeat, parallel } = flags;
      const under = flags.supervisor === "both" ? supervisors : [flags.supervisor];
      const offered = flags.quick ? scenarios.filter(({ quick }) => quick) : scenarios;
      const chosen = selectScenarios(offered, scenario);
      const command = cli === undefined ? findCli(context.env) : namedCli(cli, context);
      const taken = chooseLane(lane, await readLanes());
      const tell = (document: LiveDocument): void =>
        context.out(report(format, document, suiteOfLive(document), context));
      if (taken.lane === null) {
        const { reason } = taken;
        context.err(`no lane for a rehearsal; ${reason}\n`);
        const skipped = roundsOf(chosen, { under, seed, repeat }).map(
          ({ scenario: { id, title }, ...round }) =>
            ({ ...round, id, title, status: "skipped", reason, seconds: 0 }) as const,
        );
        tell(liveDocument(null, seed, skipped));
        return done(exitCode.nothingRan);
      }
      const ran = await runScenarios(chosen, {
        lane: taken.lane,
        cli: command,
        under,
        seed,
        repeat,
        artefacts: resolve(context.cwd, flags.artefacts),
        ...(parallel === undefined ? {} : { parallel }),
        onEnd: ({ id, supervisor, status, seconds }) =>
          context.err(`${id}, ${supervisor}: ${status} (${seconds.toFixed(1)} s)\n`),
      });
      const document = liveDocument(ran.lane, seed, ran.results);
      tell(document);
      done(document.summary.failed > 0 ? exitCode.failed : exitCode.held);
    });
};

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d{1,9}$/.test(text) && number >= least) return number;
    throw new UsageError(`\`${text}\` is no whole number from ${least} on`);
  };
}

/** Links are followed, for what a link stands on may not be visible in the sandbox. */
function namedCli(file: string, { cwd }: Context): string {
  const path = resolve(cwd, file);
  if (!existsSync(path))
    throw new UsageError(`\`${file}\` is not there; name the \`mosaic-fleet\` command`);
  return realpathSync(path);
}
