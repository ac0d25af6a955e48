import { readFileSync } from "node:fs";
import { readOwnOrNothing, type OwnFile } from "../files/own-file.js";
import type { FleetPaths } from "../files/paths.js";

/** The server that the launcher last found on the fleet's socket, if it still lives. */
export interface ServerRecord {
  readonly pid: number;
  /** `holder`: the unit's. `hand`: started by hand or by the tmux supervisor. */
  readonly kind: "holder" | "hand";
  /** Where its socket was. */
  readonly path: string;
}

/** Undefined where none was noted, or not as a whole, and where the process that was noted is no tmux any more. */
export async function readServerRecord(fleet: {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}): Promise<ServerRecord | undefined> {
  if (fleet.socket === undefined) return undefined;
  const text = readOwnOrNothing(serverNote(fleet.paths, fleet.socket)) ?? "";
  // One that is empty or cut short tells nothing: half a pid is another process, and without its kind it is nobody's.
  const [, first, kind, path = ""] = /^(\d+) \d+ (holder|hand) (.+)\n$/.exec(text) ?? [];
  const pid = Number(first);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isTmux(pid)) return undefined;
  return { pid, kind: kind === "holder" ? "holder" : "hand", path };
}

/** `servers/SOCKET` in the runtime folder, which the launcher writes. */
export function serverNote({ runtime }: FleetPaths, socket: string): OwnFile {
  return { root: runtime, names: ["servers", socket] };
}

function isTmux(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("tmux");
  } catch {
    // Without /proc (macOS) a living process is all that can be asked for.
    return process.platform !== "linux" && isAlive(pid);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
