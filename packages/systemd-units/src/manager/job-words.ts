import { templateOf } from "../names/unit-name.js";
import { saysLost } from "./no-bus.js";
import type { JobOutcome } from "./user-manager.js";

/** What systemctl said of one unit. */
export interface Complaint {
  readonly unit: string;
  readonly outcome: JobOutcome;
  readonly line: string;
}

/** What a call of systemctl that failed said of its units. */
export interface JobWords {
  readonly complaints: readonly Complaint[];
  /** It did nothing for any unit of the call. Then nobody is complained of: the units that its line names are `named`. */
  readonly refused: boolean;
  readonly named: readonly string[];
  /** Every line is a known sentence about one of the units, so that of the others there is truly nothing to say. */
  readonly understood: boolean;
  /** The manager went away, or was executed anew, while systemctl waited; the jobs may go on. */
  readonly lost: boolean;
  /** What it said, without its hints. */
  readonly lines: readonly string[];
}

/** Reads the words of systemctl 249 to 262, whose messages no locale changes; what a manager says within them may be in its own. */
export function readJobWords(stderr: string, units: readonly string[]): JobWords {
  const lines = stderr.split("\n").filter((line) => line !== "" && !HINT.test(line));
  const refusals = lines.filter((line) => REFUSED.test(line));
  const refused = refusals.length > 0 && units.length > 1;
  const complaints = refused
    ? []
    : lines.flatMap((line) => {
        // Who was asked hung up: that is nobody's failure.
        const unit = saysLost(line) ? undefined : subjectOf(line, units);
        const outcome = unit === undefined ? undefined : outcomeOf(line, unit);
        return unit === undefined || outcome === undefined ? [] : [{ unit, outcome, line }];
      });
  const lost = saysLost(stderr);
  return {
    complaints,
    refused,
    named: units.filter((unit) => refusals.some((line) => indexOfName(line, unit) !== -1)),
    understood: !refused && !lost && lines.length > 0 && complaints.length === lines.length,
    lost,
    lines,
  };
}

/** Of no unit's fate: where to read more, and that a file changed meanwhile. */
const HINT =
  /^(?:See |Hint: |Warning: |To force a start use |followed by |Created symlink |Removed )/;

/** With 262, not yet 257, one unit that cannot be queued keeps the whole call from doing anything; `enable` and `disable` were always so. */
const REFUSED = /^Failed to (?:enqueue jobs|enable unit|disable unit): /;

/** Each sentence of systemctl's about the end of a job (`bus_wait_for_jobs`), and those about a job that was never queued. */
const OUTCOMES: readonly (readonly [RegExp, JobOutcome])[] = [
  [/^A dependency job for /, "dependency"],
  [/^Job for \S+ canceled|^Queued job for \S+ was garbage collected/, "canceled"],
  [/^Job for \S+ (?:timed out|failed because a timeout)/, "timeout"],
  [/^Assertion failed on job for /, "assert"],
  [/^(?:Job for \S+ failed|Failed to )/, "failed"],
  [/ is not active, cannot reload\.|^Operation on or unit type of /, "failed"],
  [/^Unit \S+ was started already once|^Cannot perform operation on frozen unit /, "failed"],
  [/^Concurrency limit of /, "failed"],
];

function outcomeOf(line: string, unit: string): JobOutcome | undefined {
  if (isOf(unit, line)) {
    if (/not found|not be found|not exist|not loaded|No such file/i.test(line)) return "not-found";
    if (/\bis masked\b/.test(line)) return "masked";
  }
  return OUTCOMES.find(([pattern]) => pattern.test(line))?.[1];
}

/** Which of these units a line of systemctl's is about: the one that it names first. What it names behind may be another's fault. */
function subjectOf(line: string, units: readonly string[]): string | undefined {
  let subject: string | undefined;
  let first = Infinity;
  for (const unit of units) {
    const at = indexOfName(line, unit);
    if (at !== -1 && at < first) [subject, first] = [unit, at];
  }
  return subject;
}

/** Whether the reason that a line gives is this unit's own, rather than that of one that it requires. */
function isOf(unit: string, line: string): boolean {
  const reason = line.slice(line.indexOf(": ") + 1);
  const named = /\bUnit (?:file )?(?:\/\S*\/)?(\S+?)(?: |$)/.exec(reason)?.[1];
  return named === undefined || named === unit || named === templateOf(unit);
}

/** Where the name stands as a whole, or -1: `a@x.service` is not in `a@x.service.d`, nor in `ba@x.service`. */
function indexOfName(line: string, unit: string): number {
  for (let at = line.indexOf(unit); at !== -1; at = line.indexOf(unit, at + 1)) {
    const before = line.charAt(at - 1);
    const after = line.slice(at + unit.length);
    // A colon is part of a name, but not where the sentence goes on behind it.
    if (!/[\w@:\\-]/.test(before) && !/^(?:[\w@\\-]|:\S|\.\w)/.test(after)) return at;
  }
  return -1;
}
