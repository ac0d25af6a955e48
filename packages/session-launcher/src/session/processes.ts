import { readFileSync, readdirSync } from "node:fs";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot, proc_pid_stat(5) field 22. */
  readonly startTicks: string;
}

/** The process and all below it, parents first; empty where there is no /proc (macOS) or no such process. */
export function processTree(pid: number): ProcessIdentity[] {
  const all = processTable();
  const tree = all.filter((each) => each.pid === pid);
  for (const parent of tree) tree.push(...all.filter((each) => each.parent === parent.pid));
  return tree.map(({ pid: id, startTicks }) => ({ pid: id, startTicks }));
}

/** The process and all above it; itself alone where there is no /proc. */
export function ancestors(pid: number): number[] {
  const found = [pid];
  for (let up = stat(pid)?.parent; up !== undefined && up > 0; up = stat(up)?.parent)
    found.push(up);
  return found;
}

/** Processes whose environment, as they were started with it, holds `NAME=VALUE` with a value that this accepts. */
export function processesMarked(
  name: string,
  accepts: (value: string) => boolean,
): ProcessIdentity[] {
  const start = `${name}=`;
  return processTable().filter(({ pid }) =>
    read(`/proc/${pid}/environ`)
      .split("\0")
      .some((each) => each.startsWith(start) && accepts(each.slice(start.length))),
  );
}

/** Whether the very process still runs; a zombie does not. */
export function isAlive(process: ProcessIdentity): boolean {
  const now = stat(process.pid);
  return now?.startTicks === process.startTicks && now.state !== "Z";
}

/** Sends the signal if the very process still runs. False if it is gone. */
export function signal(target: ProcessIdentity, name: NodeJS.Signals): boolean {
  // kill(0) and kill(-1) would reach ourselves or everything.
  if (target.pid <= 1 || !isAlive(target)) return false;
  try {
    return process.kill(target.pid, name);
  } catch {
    return false;
  }
}

interface Stat extends ProcessIdentity {
  readonly parent: number;
  readonly state: string;
}

function processTable(): Stat[] {
  let names: string[] = [];
  try {
    names = readdirSync("/proc");
  } catch {
    // no /proc here: nothing can be said
  }
  return names.filter((name) => /^\d+$/.test(name)).flatMap((name) => stat(Number(name)) ?? []);
}

function stat(pid: number): Stat | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The command's name stands in parentheses and may hold anything, so fields count from the last one.
  const [state, parent, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const startTicks = rest[17];
  if (state === undefined || parent === undefined || startTicks === undefined) return undefined;
  return { pid, parent: Number(parent), state, startTicks };
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
