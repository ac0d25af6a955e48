import { join } from "node:path";
import { membersOf, readProcesses, statOf, type SandboxProcess } from "./processes.js";

/** A process inside: by its number there, or as an earlier look found it, which also tells it from a later one of that number. */
export type WhichProcess = number | Pick<SandboxProcess, "pid" | "startTime">;

/**
 * Node has no pidfd: the process is looked at once more in the same breath as it is signalled. A wrong one could be met only if all
 * numbers of the machine were used up between these two calls.
 */
export function signalProcess(
  cgroup: string,
  first: number,
  which: WhichProcess,
  signal: NodeJS.Signals,
): boolean {
  for (;;) {
    const found = readProcesses(cgroup, first).find((each) => isMeant(each, which));
    if (found === undefined) return false;
    // It ended or stepped into another cgroup since the look began: look again
    if (!membersOf(join(cgroup, found.cgroup)).includes(found.outsidePid)) continue;
    if (statOf(found.outsidePid)?.startTime !== found.startTime) continue;
    return tell(found.outsidePid, signal);
  }
}

function isMeant(found: SandboxProcess, which: WhichProcess): boolean {
  if (typeof which === "number") return found.pid === which;
  return found.pid === which.pid && found.startTime === which.startTime;
}

function tell(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
}
