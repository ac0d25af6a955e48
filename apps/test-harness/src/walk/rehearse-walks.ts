import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "@mosaicstack/command-line";
import type { LiveCall } from "../commands/live.js";
import { exitCode } from "../exit-code.js";
import { againWith } from "../live/again.js";
import type { ChosenLane } from "../live/choose-lane.js";
import { exitCodeOfLive, liveDocument, type LiveDocument } from "../live/live-document.js";
import type { RunOptions } from "../live/run-scenarios.js";
import { report } from "../report/report.js";
import { suiteOfLive } from "../report/suite-of-live.js";
import { answerProgram } from "./answer-program.js";
import { readSteps } from "./read-steps.js";
import { runWalks, walkRounds } from "./run-walks.js";
import type { Walk } from "./step.js";
import { walkTitle } from "./walk-scenario.js";

/** What `live --walk N` and `live --walk-steps FILE` do; returns the exit code. */
export async function rehearseWalks(
  call: LiveCall,
  taken: ChosenLane,
  options: Omit<RunOptions, "lane">,
): Promise<number> {
  const { context, output, flags } = call;
  const walk = walkOf(call);
  const { seed = 1 } = options;
  const tell = (document: LiveDocument): void =>
    context.out(report(flags.format, document, suiteOfLive(document), context));
  if (taken.lane === null) {
    const { reason } = taken;
    const skipped = walkRounds(options).map((round) => ({
      ...round,
      id: "walk",
      title: walkTitle(typeof walk === "number" ? walk : walk.steps.length),
      status: "skipped" as const,
      reason,
      seconds: 0,
    }));
    tell(liveDocument(null, seed, skipped));
    return exitCode.nothingRan;
  }
  output.warn(`seed ${seed}`);
  const program = answerProgram();
  const log = (line: string): void => output.say(line);
  const results = await runWalks({ ...options, lane: taken.lane, walk, program, log });
  const again = results.map((result) => againWith(result, flags));
  const document = liveDocument(taken.lane, seed, again);
  tell(document);
  return exitCodeOfLive(document);
}

/** So many steps to be drawn, or those of a file. Throws `UsageError`. */
function walkOf({ context, flags }: LiveCall): number | Walk {
  const { walk, walkSteps, scenario, quick, roster } = flags;
  if (scenario !== undefined || quick || roster !== undefined)
    throw new UsageError("a walk takes no `--scenario`, `--quick` or `--roster`: leave them out");
  if (walkSteps === undefined) return walk ?? 0;
  if (walk !== undefined)
    throw new UsageError("`--walk` draws steps, `--walk-steps` has them: give one of them");
  return readSteps(textOf(resolve(context.cwd, walkSteps), walkSteps), walkSteps);
}

function textOf(path: string, given: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`\`${given}\` cannot be read; name the list that a failed walk left`);
  }
}
