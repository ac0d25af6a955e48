import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Where a process is, as systemd names it, from `/proc/PID/cgroup` (cgroups(7)): its cgroup in the unified hierarchy and in
 * systemd's own one of v1, of which a machine's manager uses one or both alike. Empty for a process that is gone, and where
 * what it is in lies outside of what this process sees, as from within a container.
 */
export async function cgroupsOf(pid: number, proc = "/proc"): Promise<string[]> {
  const text = readNow(`${proc}/${pid}/cgroup`);
  return [/^0::(.*)$/m, /^\d+:name=systemd:(.*)$/m]
    .flatMap((pattern) => pattern.exec(text)?.[1] ?? [])
    .filter((path) => !path.startsWith("/..") && !path.endsWith(" (deleted)"));
}

/** Which cgroup a process is in when it is not in this unit's; undefined where it is, and where nothing is known. */
export async function cgroupOutside(
  pid: number,
  unit: string,
  proc = "/proc",
): Promise<string | undefined> {
  const cgroups = await cgroupsOf(pid, proc);
  if (cgroups.some((cgroup) => isWithin(cgroup, unit))) return undefined;
  return cgroups.find((cgroup) => cgroup !== "/") ?? cgroups[0];
}

/** A service with `Delegate=yes` may have cgroups of its own below. */
function isWithin(cgroup: string, unit: string): boolean {
  return cgroup === unit || cgroup.startsWith(`${unit}/`);
}

/** A scope into which tmux, built with systemd, asks the manager to move a new pane. */
export function isPaneScope(cgroup: string): boolean {
  return /\/tmux-spawn-[^/]+\.scope(?:\/|$)/.test(cgroup);
}

/** Process ids that the main thread of a process has begotten; none where the kernel does not tell them. */
export function childrenOf(pid: number, proc = "/proc"): number[] {
  const text = readNow(`${proc}/${pid}/task/${pid}/children`);
  return text.split(" ").filter(Boolean).map(Number);
}

/** A file of the kernel's that waits for nobody; a round through the threads of Node takes longer. Empty for one that is not there. */
function readNow(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/**
 * Process ids in a cgroup and those below it, as systemd names it: in the unified hierarchy, else in systemd's own one of v1.
 * None where it is gone, or cannot be read. A service with `Delegate=yes` makes cgroups as it likes: so deep, and so many, are looked at.
 */
export async function processesIn(cgroup: string, root = "/sys/fs/cgroup"): Promise<number[]> {
  for (const hierarchy of ["", "unified", "systemd"]) {
    const found = await processesBelow(join(root, hierarchy, cgroup), 8);
    if (found.length > 0) return found;
  }
  return [];
}

async function processesBelow(folder: string, depth: number): Promise<number[]> {
  const text = await readFile(join(folder, "cgroup.procs"), "utf8").catch(() => undefined);
  if (text === undefined) return [];
  const found = text.split("\n").filter(Boolean).map(Number);
  if (depth === 0) return found;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((each) => each.isDirectory()).slice(0, 100);
  for (const { name } of folders)
    found.push(...(await processesBelow(join(folder, name), depth - 1)));
  return found;
}

/** The argv of a process, blanks between; empty where that is not known. */
export async function commandOf(pid: number, proc = "/proc"): Promise<string> {
  const text = await readFile(`${proc}/${pid}/cmdline`, "utf8").catch(() => "");
  return text.slice(0, 4096).replaceAll("\0", " ").trim();
}
