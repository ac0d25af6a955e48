import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A process inside, as one look found it. `pid` and `startTime` together name it: no later process has both. */
export interface SandboxProcess {
  readonly pid: number;
  /** The same process in the numbers of the outside. */
  readonly outsidePid: number;
  /** 0 where the parent is no process of the sandbox. */
  readonly parent: number;
  /** Below `sandbox.cgroup`, such as `manager/app.slice/nap.service`. */
  readonly cgroup: string;
  /** Its arguments with blanks between them, or its name in brackets where it has none, as `ps -o args` has it. */
  readonly command: string;
  /** Clock ticks from the boot of the machine on, `proc_pid_stat(5)`; the same number inside and outside. */
  readonly startTime: number;
  /** One letter, `proc_pid_stat(5)`: `R`, `S`, `D`, `T` (stopped), ... */
  readonly state: string;
}

/**
 * Every process of the namespace of process `first` in a cgroup and below it, in the order of their pids. What ends meanwhile is left out; what
 * starts, or steps into another cgroup, during the look may be missed.
 */
export function readProcesses(cgroup: string, first: number): SandboxProcess[] {
  const level = numbersOf(first)?.length;
  if (level === undefined) return [];
  // By number: a process that steps while its cgroups are read is listed twice
  const found = new Map<number, Omit<SandboxProcess, "parent"> & { outsideParent: number }>();
  for (const group of groupsBelow(cgroup))
    for (const outsidePid of membersOf(join(cgroup, group))) {
      // Of those that wait at the door, such as `nsenter`, there is no number inside
      const pid = numbersOf(outsidePid)?.[level - 1];
      const stat = statOf(outsidePid);
      const args = read(`/proc/${String(outsidePid)}/cmdline`);
      if (pid === undefined || stat === undefined || args === undefined) continue;
      const command = args.replace(/\0+$/, "").replaceAll("\0", " ") || `[${stat.name}]`;
      const { parent: outsideParent, startTime, state } = stat;
      found.set(outsidePid, {
        pid,
        outsidePid,
        outsideParent,
        cgroup: group,
        command,
        startTime,
        state,
      });
    }
  return [...found.values()]
    .map(({ outsideParent, ...each }) => ({ ...each, parent: found.get(outsideParent)?.pid ?? 0 }))
    .toSorted((one, other) => one.pid - other.pid);
}

/** The processes of one cgroup; none where it is gone. */
export function membersOf(cgroup: string): number[] {
  return (read(join(cgroup, "cgroup.procs")) ?? "").split("\n").filter(Boolean).map(Number);
}

interface Stat {
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  readonly startTime: number;
}

/** `proc_pid_stat(5)`; `undefined` where the process has ended. The name may hold blanks and brackets, so the last bracket counts. */
export function statOf(pid: number): Stat | undefined {
  const text = read(`/proc/${String(pid)}/stat`);
  if (text === undefined) return undefined;
  const end = text.lastIndexOf(")");
  const fields = text.slice(end + 2).split(" ");
  return {
    name: text.slice(text.indexOf("(") + 1, end),
    state: fields[0] ?? "",
    parent: Number(fields[1]),
    startTime: Number(fields[19]),
  };
}

/** What a process is called in each pid namespace, from ours inwards, `proc_pid_status(5)`. */
function numbersOf(pid: number): number[] | undefined {
  const line = /^NSpid:\t(.*)$/m.exec(read(`/proc/${String(pid)}/status`) ?? "")?.[1];
  return line?.split("\t").map(Number);
}

/** The paths of a cgroup, itself first, and of all below it, each before those below it. */
export function groupsBelow(cgroup: string, below = ""): string[] {
  try {
    const entries = readdirSync(join(cgroup, below), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory());
    return [below, ...folders.flatMap(({ name }) => groupsBelow(cgroup, join(below, name)))];
  } catch {
    return []; // removed meanwhile
  }
}

/** `undefined` where it is gone. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
