import { SystemdError } from "../systemd-error.js";
import type { RunResult } from "./run.js";

/** The error of a batched job: which of the asked units failed, by systemd's own words. */
export function jobError(
  verb: string,
  units: readonly string[],
  { stderr, exitCode }: RunResult,
): SystemdError {
  const lines = stderr.split("\n").filter((line) => line !== "" && !/^(?:See |Hint: )/.test(line));
  const missing = units.filter((unit) =>
    lines.some((line) => isMissing(line) && mentions(line, unit)),
  );
  const mentioned = units.filter((unit) => lines.some((line) => mentions(line, unit)));
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

function isMissing(line: string): boolean {
  return /not found|could not be found|does not exist|not loaded|No such file or directory/i.test(
    line,
  );
}

/** The name as a whole: `a@x.service` is not in `a@x.service.d`, nor in `ba@x.service`. */
export function mentions(line: string, unit: string): boolean {
  for (let at = line.indexOf(unit); at !== -1; at = line.indexOf(unit, at + 1)) {
    const before = line.charAt(at - 1);
    const after = line.slice(at + unit.length);
    if (!/[\w@:\\-]/.test(before) && !/^(?:[\w@:\\-]|\.\w)/.test(after)) return true;
  }
  return false;
}

function list(units: readonly string[]): string {
  const shown = units
    .slice(0, 5)
    .map((unit) => `\`${unit}\``)
    .join(", ");
  return units.length > 5 ? `${shown} and ${String(units.length - 5)} more` : shown;
}
