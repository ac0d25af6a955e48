import { mentions } from "./job-error.js";
import type { RunResult } from "./run.js";
import type { JobOutcome, UnitJob, UnitJobResult } from "./user-manager.js";

/** What became of each job of a batch, by systemctl's own words; what it does not name was done. */
export function jobResults(
  jobs: readonly UnitJob[],
  { stderr, exitCode }: RunResult,
): UnitJobResult[] {
  const lines = stderr.split("\n").filter((line) => line !== "" && !/^(?:See |Hint: )/.test(line));
  const results = jobs.map(({ verb, unit }): UnitJobResult => {
    const line = lines.find((one) => mentions(one, unit) && outcomeOf(one) !== undefined);
    const outcome = line === undefined ? undefined : outcomeOf(line);
    return {
      verb,
      unit,
      outcome: outcome ?? "done",
      ...(line === undefined ? {} : { detail: line }),
    };
  });
  // A failure that names none of them is everyone's.
  if (exitCode !== 0 && results.every(({ outcome }) => outcome === "done"))
    return results.map((result) => ({ ...result, outcome: "failed", detail: stderr.trim() }));
  return results;
}

const OUTCOMES: readonly (readonly [RegExp, JobOutcome])[] = [
  [
    /not found|could not be found|does not exist|not loaded|No such file or directory/i,
    "not-found",
  ],
  [/masked/, "masked"],
  [/^A dependency job for /, "dependency"],
  [/^Job for \S+ canceled/, "canceled"],
  [/^Job for \S+ (?:timed out|failed because a timeout)/, "timeout"],
  [/assertion|Assertion/, "assert"],
  [/failed|Failed|refus|invalid|Invalid|bad unit file/, "failed"],
];

/** `undefined` for a line that is no complaint, as a warning that a unit changed on disk. */
function outcomeOf(line: string): JobOutcome | undefined {
  return OUTCOMES.find(([pattern]) => pattern.test(line))?.[1];
}
