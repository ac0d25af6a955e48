import { join } from "node:path";
import { membersOf, readProcesses, statOf, type SandboxProcess } from "./processes.js";

/** A process inside: by its number there, or as an earlier look found it, which also tells it from a later one of that number. */
export type WhichProcess = number | Pick<SandboxProcess, "pid" | "startTime">;

/** False when it is gone. */
export function signalProcess(
  cgroup: string,
  first: number,
  which: WhichProcess,
  signal: NodeJS.Signals,
): boolean {
  for (;;) {
    const found = readProcesses(cgroup, first).find((each) => isMeant(each, which));
    if (found === undefined) return false;
    const sent = signalFound(cgroup, found, signal);
    if (sent !== "moved") return sent;
  }
}

/**
 * Signals a process where a look has just found it; `moved` when it stands in another cgroup since, or ended. Node has no pidfd: the process is
 * looked at once more in the same breath. A wrong one could be met only if all numbers of the machine were used up between these calls.
 */
export function signalFound(
  cgroup: string,
  found: Pick<SandboxProcess, "outsidePid" | "startTime" | "cgroup">,
  signal: NodeJS.Signals,
): boolean | "moved" {
  const { outsidePid, startTime } = found;
  if (!membersOf(join(cgroup, found.cgroup)).includes(outsidePid)) return "moved";
  if (statOf(outsidePid)?.startTime !== startTime) return "moved";
  try {
    return process.kill(outsidePid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}

function isMeant(found: SandboxProcess, which: WhichProcess): boolean {
  if (typeof which === "number") return found.pid === which;
  return found.pid === which.pid && found.startTime === which.startTime;
}
