import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import { allowedSkips } from "../allow-skips.js";
import type { LiveCall } from "../commands/live.js";
import { exitCode } from "../exit-code.js";
import { disasters } from "../rehearse/disasters/disasters.js";
import { rehearseRoster } from "../rehearse/rehearse-roster.js";
import { report } from "../report/report.js";
import { suiteOfLive } from "../report/suite-of-live.js";
import { scenarios } from "../scenarios/scenarios.js";
import { supervisors } from "../views/views.js";
import { rehearseWalks } from "../walk/rehearse-walks.js";
import { againWith } from "./again.js";
import { chooseLane, readLanes } from "./choose-lane.js";
import { findCli, namedCli } from "./find-cli.js";
import { exitCodeOfLive, liveDocument, type LiveDocument } from "./live-document.js";
import { roundsOf } from "./rounds.js";
import { runScenarios, type RunOptions } from "./run-scenarios.js";
import { selectScenarios } from "./select-scenarios.js";

/** What `live` does; returns its exit code. */
export async function runLive(call: LiveCall): Promise<number> {
  const { context, output, flags } = call;
  const { lane, cli, parallel, repeat, artefacts, supervisor } = flags;
  const seed = flags.seed ?? randomInt(SEEDS);
  const command = cli === undefined ? findCli(context.env) : namedCli(cli, context.cwd);
  const options: Omit<RunOptions, "lane"> = {
    cli: command,
    under: underOf(supervisor, flags.roster === undefined),
    seed,
    repeat,
    artefacts: resolve(context.cwd, artefacts),
    ...(parallel === undefined ? {} : { parallel }),
    allowedSkips: allowedSkips(flags.allowSkips, {
      ids: (flags.roster === undefined ? scenarios : disasters).map(({ id }) => id),
      kind: "scenario",
    }),
    onEnd: (result, ended, all) => output.warn(`${ended} of ${all}: ${toldEnd(result, flags)}`),
  };
  const taken = chooseLane(lane, await readLanes());
  if (taken.lane === null) output.warn(`no lane for a rehearsal; ${taken.reason}`);
  if (flags.walk !== undefined || flags.walkSteps !== undefined)
    return await rehearseWalks(call, taken, options);
  return flags.roster === undefined
    ? await rehearseScenarios(call, taken, options)
    : await rehearseRoster(call, taken, options, flags.roster);
}

const SEEDS = 1_000_000;

function underOf(given: LiveCall["flags"]["supervisor"], scenariosAlone: boolean) {
  const wanted = given ?? (scenariosAlone ? "both" : "systemd");
  return wanted === "both" ? supervisors : [wanted];
}

/** With the reason, so that a log tells it at once. A disaster that could be rehearsed says nothing yet of what survived it. */
function toldEnd(
  { id, supervisor, seed, status, reason = "", seconds }: LiveDocument["scenarios"][number],
  { roster, repeat }: Pick<LiveCall["flags"], "roster" | "repeat">,
): string {
  const round = repeat > 1 ? `, seed ${seed}` : "";
  const word = status === "passed" && roster !== undefined ? "rehearsed" : status;
  const [why = ""] = reason.split("\n");
  return `${id}, ${supervisor}${round}: ${word} (${seconds.toFixed(1)} s)${why === "" ? "" : `: ${why}`}`;
}

async function rehearseScenarios(
  { context, output, flags }: LiveCall,
  taken: ReturnType<typeof chooseLane>,
  options: Omit<RunOptions, "lane">,
): Promise<number> {
  const { under = supervisors, seed = 1, repeat = 1 } = options;
  const chosen = selectScenarios(scenarios, flags, under);
  const tell = (document: LiveDocument): void =>
    context.out(report(flags.format, document, suiteOfLive(document), context));
  if (taken.lane === null) {
    const { reason } = taken;
    const skipped = roundsOf(chosen, { under, seed, repeat }).map(
      ({ scenario: { id, title }, ...round }) =>
        ({ ...round, id, title, status: "skipped", reason, seconds: 0 }) as const,
    );
    tell(liveDocument(null, seed, skipped));
    return exitCode.nothingRan;
  }
  output.warn(`seed ${seed}`);
  const ran = await runScenarios(chosen, { ...options, lane: taken.lane });
  const results = ran.results.map((result) => againWith(result, flags));
  const document = liveDocument(ran.lane, seed, results);
  tell(document);
  return exitCodeOfLive(document);
}
