import { resolve } from "node:path";
import { UsageError } from "@mosaicstack/command-line";
import { fleetPaths, lingerNote } from "@mosaicstack/fleet";
import type { LiveCall } from "../commands/live.js";
import { exitCode } from "../exit-code.js";
import type { ChosenLane } from "../live/choose-lane.js";
import type { RunOptions } from "../live/run-scenarios.js";
import { selectById } from "../live/select-by-id.js";
import { report } from "../report/report.js";
import { supervisors } from "../views/views.js";
import { disasters } from "./disasters/disasters.js";
import { readDesired } from "./read-desired.js";
import { rehearsalDocument, type DisasterReport } from "./rehearsal-document.js";
import { rehearse } from "./rehearse.js";
import { suiteOfRehearsal } from "./tell-rehearsal.js";

/** What `live --roster FILE` does; returns its exit code. */
export async function rehearseRoster(
  { context, output, flags }: LiveCall,
  taken: ChosenLane,
  options: Omit<RunOptions, "lane">,
  file: string,
): Promise<number> {
  refuseOthers(flags);
  const chosen = selectById(disasters, flags.scenario);
  const roster = resolve(context.cwd, file);
  const desired = await readDesired(roster, context);
  const { seed = 1, under = supervisors } = options;
  const lingers = (await lingerNote(context.env)) === undefined;
  const tell = (reports: readonly DisasterReport[]): number => {
    const document = rehearsalDocument({ lane: taken.lane, roster, seed, disasters: reports });
    context.out(report(flags.format, document, suiteOfRehearsal(document), context));
    if (taken.lane === null) return exitCode.nothingRan;
    const { survived, lost, failed } = document.summary;
    if (lost + failed > 0) return exitCode.failed;
    return survived > 0 ? exitCode.held : exitCode.nothingRan;
  };
  if (taken.lane === null) {
    const skipped = { status: "skipped", reason: taken.reason, agents: [], seconds: 0 } as const;
    return tell(
      chosen.flatMap(({ id, title }) =>
        under.map((supervisor) => ({ id, title, supervisor, ...skipped })),
      ),
    );
  }
  output.warn(`seed ${seed}`);
  const asked = { desired, lingers, units: fleetPaths(context.env).units };
  return tell(await rehearse(chosen, asked, { ...options, lane: taken.lane }));
}

function refuseOthers({ quick, repeat }: LiveCall["flags"]): void {
  if (quick)
    throw new UsageError("a roster has disasters, and no quick set of them: leave out `--quick`");
  if (repeat > 1) throw new UsageError("a roster is rehearsed once: leave out `--repeat`");
}
