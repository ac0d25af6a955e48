import { saysMissing, subjectOf } from "./job-error.js";
import type { RunResult } from "./run.js";
import type { JobOutcome, UnitJob, UnitJobResult } from "./user-manager.js";

/** What became of each job of a batch, by systemctl's own words; what it does not name was done. */
export function jobResults(
  jobs: readonly UnitJob[],
  { stderr, exitCode }: RunResult,
): UnitJobResult[] {
  const lines = stderr.split("\n").filter((line) => line !== "" && !/^(?:See |Hint: )/.test(line));
  const units = jobs.map(({ unit }) => unit);
  const complaints = lines.map((line) => ({ line, about: subjectOf(line, units) }));
  const results = jobs.map(({ verb, unit }): UnitJobResult => {
    const line = complaints.find(
      (one) => one.about === unit && outcomeOf(one.line, unit) !== undefined,
    )?.line;
    const outcome = line === undefined ? undefined : outcomeOf(line, unit);
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
  [/masked/, "masked"],
  [/^A dependency job for /, "dependency"],
  [/^Job for \S+ canceled/, "canceled"],
  [/^Job for \S+ (?:timed out|failed because a timeout)/, "timeout"],
  [/assertion|Assertion/, "assert"],
  [/failed|Failed|refus|invalid|Invalid|bad unit file/, "failed"],
];

/** `undefined` for a line that is no complaint, as a warning that a unit changed on disk. */
function outcomeOf(line: string, unit: string): JobOutcome | undefined {
  if (saysMissing(line, unit)) return "not-found";
  return OUTCOMES.find(([pattern]) => pattern.test(line))?.[1];
}
