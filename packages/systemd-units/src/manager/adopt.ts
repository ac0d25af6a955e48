import { SystemdError } from "../systemd-error.js";
import type { RunResult } from "./run.js";

/** The argv of the call that moves processes into a unit's cgroup (org.freedesktop.systemd1(5), `AttachProcessesToUnit`). */
export function adoptArgv(unit: string, pids: readonly number[]): string[] {
  const wrong = pids.find((pid) => !Number.isSafeInteger(pid) || pid < 2 || pid > 2 ** 22);
  if (wrong !== undefined)
    throw new SystemdError(
      "InvalidValue",
      `${String(wrong)} is no process that can be adopted; \`readPid\` reads one from a property`,
      { units: [unit] },
    );
  return [
    "call",
    "org.freedesktop.systemd1",
    "/org/freedesktop/systemd1",
    "org.freedesktop.systemd1.Manager",
    "AttachProcessesToUnit",
    "ssau",
    unit,
    "",
    String(pids.length),
    ...pids.map(String),
  ];
}

/** Why the manager did not take them, and what to do. */
export function adoptError(
  unit: string,
  pids: readonly number[],
  { stderr }: RunResult,
): SystemdError {
  const said = stderr.replace(/^Call failed: /, "").trim();
  const next = /non-delegated/.test(said)
    ? "Set `Delegate=yes` in the unit, `systemctl --user daemon-reload`, and start it again"
    : /not (?:loaded|active|found)|inactive/i.test(said)
      ? "Start the unit first"
      : "It moves only processes of this user that the user manager started, or that stand below its cgroup";
  return new SystemdError(
    "NotAdopted",
    `\`${unit}\` did not take the process${pids.length === 1 ? "" : "es"} ${pids.join(", ")}: ${said}. ${next}`,
    { units: [unit], detail: stderr },
  );
}
