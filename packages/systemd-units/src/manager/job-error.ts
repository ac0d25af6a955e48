import { SystemdError } from "../systemd-error.js";
import type { RunResult } from "./run.js";
import type { UnitJobResult } from "./user-manager.js";

/** The error of a job on several units: those of them that failed, each in systemd's own words. */
export function jobError(verb: string, failed: readonly UnitJobResult[]): SystemdError {
  const units = failed.map(({ unit }) => unit);
  const missing = failed.every(({ outcome }) => outcome === "not-found");
  const details = [...new Set(failed.flatMap(({ detail }) => (detail ? [detail] : [])))];
  const detail = details.join("\n");
  const next = missing
    ? "Install the unit file and run `systemctl --user daemon-reload`"
    : (olderManager(detail) ?? `\`systemctl --user status ${units[0] ?? ""}\` shows more`);
  return new SystemdError(
    missing ? "UnitNotFound" : "JobFailed",
    `\`systemctl --user ${verb}\` failed for ${list(units)}: ${details.slice(0, 3).map(sentence).join(" ")} ${next}`,
    { units, detail },
  );
}

/** The error of a call that is about no unit. */
export function callError(verb: string, { stderr, exitCode }: RunResult): SystemdError {
  const said = stderr.trim() || `systemctl ended with ${String(exitCode)}`;
  const next = olderManager(stderr) ?? "`systemctl --user status` shows what the manager is doing";
  return new SystemdError(
    "JobFailed",
    `\`systemctl --user ${verb}\` failed: ${sentence(said)} ${next}`,
    {
      detail: stderr,
    },
  );
}

/** systemctl of 257 and later asks a manager that an upgrade left running for what only the newer one has. */
function olderManager(said: string): string | undefined {
  return /Unknown (?:method|interface|property)/i.test(said)
    ? "The running user manager is older than `systemctl`: `systemctl --user daemon-reexec` brings it up to date"
    : undefined;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function list(units: readonly string[]): string {
  const shown = units
    .slice(0, 5)
    .map((unit) => `\`${unit}\``)
    .join(", ");
  return units.length > 5 ? `${shown} and ${String(units.length - 5)} more` : shown;
}
