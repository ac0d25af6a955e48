import { existsSync, readFileSync, readdirSync, readlinkSync, statSync } from "node:fs";
import { samePath } from "../values/address.js";

/** Whether /proc tells about processes here; without it nothing can be proved about a pid. */
export function hasProc(): boolean {
  return existsSync("/proc/self/stat");
}

/**
 * What tells this process from a later one with the same pid: its start time in clock ticks,
 * proc_pid_stat(5). Undefined when it is gone, or only its zombie is left.
 */
export function processBirth(pid: number): string | undefined {
  const stat = read(`/proc/${String(pid)}/stat`);
  // The second field is the name in brackets, which may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (!fields || fields[0] === "Z" || fields[0] === "X") return undefined;
  return fields[19];
}

/** Whether the pid is a living tmux server of this user. SIGUSR1 would end most other programs. */
export function isTmuxServer(pid: number, uid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1 || processBirth(pid) === undefined) return false;
  try {
    if (statSync(`/proc/${String(pid)}`).uid !== uid) return false;
  } catch {
    return false;
  }
  // The name of the binary stands first, cut where the kernel's 15 bytes end.
  return /^tmux[\w.-]*:( server)?$/.test(read(`/proc/${String(pid)}/comm`)?.trim() ?? "");
}

/** The paths that a process of ours listens on, also when the socket file is gone. */
export function listeningPaths(pid: number): readonly string[] {
  const inodes = new Set(socketInodes(pid));
  return listeners(`/proc/${String(pid)}/net/unix`)
    .filter((listener) => inodes.has(listener.inode))
    .map((listener) => listener.path);
}

/** The pid of the tmux server of this user that listens on the path. Undefined when none is found. */
export function findServer(socketPath: string, uid: number): number | undefined {
  const wanted = new Set(
    listeners("/proc/net/unix")
      .filter((listener) => samePath(listener.path, socketPath))
      .map((listener) => listener.inode),
  );
  if (wanted.size === 0) return undefined;
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (isTmuxServer(pid, uid) && socketInodes(pid).some((inode) => wanted.has(inode))) return pid;
  }
  return undefined;
}

interface Listener {
  readonly path: string;
  readonly inode: string;
}

function listeners(file: string): Listener[] {
  const result: Listener[] = [];
  for (const line of (read(file) ?? "").split("\n")) {
    // Num RefCount Protocol Flags Type St Inode Path; flag 0x10000 marks a listener.
    const match = /^\S+ \S+ \S+ (\S+) \S+ \S+ +(\d+) (\/.*)$/.exec(line);
    if (!match || (Number.parseInt(match[1] ?? "", 16) & 0x10000) === 0) continue;
    result.push({ inode: match[2] ?? "", path: match[3] ?? "" });
  }
  return result;
}

function socketInodes(pid: number): string[] {
  const folder = `/proc/${String(pid)}/fd`;
  try {
    return readdirSync(folder).flatMap((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(link(`${folder}/${fd}`))?.[1];
      return inode === undefined ? [] : [inode];
    });
  } catch {
    return [];
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
