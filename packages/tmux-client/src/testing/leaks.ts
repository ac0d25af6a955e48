import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { listeningPaths } from "../server/process.js";

export interface Leaks {
  /** Sockets in that folder on which a process of ours still listens. */
  readonly sockets: readonly string[];
  /** Pids of processes whose first environment has this TMUX_TMPDIR: servers, programs, clients. */
  readonly processes: readonly number[];
}

/** What is left of a private TMUX_TMPDIR. Needs /proc. */
export function findLeaks(directory: string): Leaks {
  const processes = readdirSync("/proc")
    .map(Number)
    .filter(
      (pid) => Number.isSafeInteger(pid) && environmentOf(pid).includes(`TMUX_TMPDIR=${directory}`),
    );
  const sockets = processes.flatMap((pid) =>
    listeningPaths(pid).filter((path) => path.startsWith(join(directory, "/"))),
  );
  return { sockets: [...new Set(sockets)], processes };
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}
