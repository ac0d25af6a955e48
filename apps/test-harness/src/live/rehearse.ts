import type { LiveCall } from "../commands/live.js";
import { exitCode } from "../exit-code.js";
import { report } from "../report/report.js";
import { suiteOfLive } from "../report/suite-of-live.js";
import { scenarios } from "../scenarios/scenarios.js";
import { chooseLane, readLanes } from "./choose-lane.js";
import { findCli, namedCli } from "./find-cli.js";
import { liveDocument, type LiveDocument } from "./live-document.js";
import { runScenarios } from "./run-scenarios.js";
import { selectScenarios } from "./select-scenarios.js";

/** What `live` does; returns its exit code. */
export async function rehearse({ context, output, flags }: LiveCall): Promise<number> {
  const { scenario, lane, cli, format } = flags;
  const chosen = selectScenarios(scenarios, scenario);
  const command = cli === undefined ? findCli(context.env) : namedCli(cli, context.cwd);
  const taken = chooseLane(lane, await readLanes());
  const tell = (document: LiveDocument): void =>
    context.out(report(format, document, suiteOfLive(document), context));
  if (taken.lane === null) {
    const { reason } = taken;
    output.warn(`no lane for a rehearsal; ${reason}`);
    const skipped = chosen.map(({ id, title }) => ({ id, title, reason, seconds: 0 }));
    tell(
      liveDocument(
        null,
        skipped.map((each) => ({ ...each, status: "skipped" as const })),
      ),
    );
    return exitCode.nothingRan;
  }
  const ran = await runScenarios(chosen, {
    lane: taken.lane,
    cli: command,
    onEnd: ({ id, status, seconds }) => output.warn(`${id}: ${status} (${seconds.toFixed(1)} s)`),
  });
  const document = liveDocument(ran.lane, ran.results);
  tell(document);
  return document.summary.failed > 0 ? exitCode.failed : exitCode.held;
}
