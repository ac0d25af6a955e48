import { templateOf } from "../names/unit-name.js";
import { SystemdError } from "../systemd-error.js";
import type { RunResult } from "./run.js";

/** The error of a batched job: which of the asked units failed, by systemd's own words. */
export function jobError(
  verb: string,
  units: readonly string[],
  { stderr, exitCode }: RunResult,
): SystemdError {
  const lines = stderr.split("\n").filter((line) => line !== "" && !/^(?:See |Hint: )/.test(line));
  const blamed = lines.map((line) => ({ line, unit: subjectOf(line, units) }));
  const mentioned = units.filter((unit) => blamed.some((one) => one.unit === unit));
  const missing = mentioned.filter((unit) =>
    blamed.some((one) => one.unit === unit && saysMissing(one.line, unit)),
  );
  const failed = mentioned.length > 0 ? mentioned : units;
  const code =
    missing.length > 0 && missing.length === failed.length ? "UnitNotFound" : "JobFailed";
  const said = lines.slice(0, 3).join(" ") || `systemctl ended with ${String(exitCode)}`;
  const next =
    code === "UnitNotFound"
      ? "Install the unit file and run `systemctl --user daemon-reload`"
      : `\`systemctl --user status ${failed[0] ?? ""}\` shows more`;
  return new SystemdError(
    code,
    `\`systemctl --user ${verb}\` failed for ${list(failed)}: ${said} ${next}`,
    { units: failed, detail: stderr },
  );
}

/** Which of these units a line of systemctl's is about: the one that it names first. What it names behind may be another's fault. */
export function subjectOf(line: string, units: readonly string[]): string | undefined {
  let subject: string | undefined;
  let first = Infinity;
  for (const unit of units) {
    const at = indexOfName(line, unit);
    if (at !== -1 && at < first) [subject, first] = [unit, at];
  }
  return subject;
}

/** Whether a line means that this unit itself is not there, rather than one that it requires. */
export function saysMissing(line: string, unit: string): boolean {
  if (
    !/not found|could not be found|does not exist|not loaded|No such file or directory/i.test(line)
  )
    return false;
  const named = /\bUnit (?:file )?(\S+?)(?: |$)/.exec(line.slice(line.indexOf(": ") + 1))?.[1];
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

function list(units: readonly string[]): string {
  const shown = units
    .slice(0, 5)
    .map((unit) => `\`${unit}\``)
    .join(", ");
  return units.length > 5 ? `${shown} and ${String(units.length - 5)} more` : shown;
}
