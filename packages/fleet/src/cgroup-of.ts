import { readFile } from "node:fs/promises";

/**
 * Where a process is, as systemd names it, from `/proc/PID/cgroup` (cgroups(7)): its cgroup in the unified hierarchy and in
 * systemd's own one of v1, of which a machine's manager uses one or both alike. Empty for a process that is gone, and where
 * what it is in lies outside of what this process sees, as from within a container.
 */
export async function cgroupsOf(pid: number, proc = "/proc"): Promise<string[]> {
  const text = await readFile(`${proc}/${pid}/cgroup`, "utf8").catch(() => "");
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
export async function childrenOf(pid: number, proc = "/proc"): Promise<number[]> {
  const text = await readFile(`${proc}/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text.split(" ").filter(Boolean).map(Number);
}
