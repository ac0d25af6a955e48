import { closeSync, openSync, readSync, readdirSync, readFileSync } from "node:fs";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot, proc_pid_stat(5) field 22. */
  readonly startTicks: string;
}

/** One line of the table of processes. */
export interface ProcessRow extends ProcessIdentity {
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** A letter, `Z` for a zombie. */
  readonly state: string;
}

/** All processes at one moment, by number; empty where there is no /proc (macOS). */
export type ProcessTable = ReadonlyMap<number, ProcessRow>;

/** One read for each process: for many agents take one table. */
export function readProcesses(): ProcessTable {
  let names: string[] = [];
  try {
    names = readdirSync("/proc");
  } catch {
    // no /proc here: nothing can be said
  }
  const rows = names
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => row(Number(name)) ?? []);
  return new Map(rows.map((each) => [each.pid, each]));
}

/** These processes and all below them, parents first. */
export function below(table: ProcessTable, roots: Iterable<number>): ProcessRow[] {
  const children = new Map<number, ProcessRow[]>();
  for (const each of table.values()) {
    const siblings = children.get(each.parent);
    if (siblings === undefined) children.set(each.parent, [each]);
    else siblings.push(each);
  }
  const found = new Set([...new Set(roots)].flatMap((pid) => table.get(pid) ?? []));
  for (const parent of found) for (const child of children.get(parent.pid) ?? []) found.add(child);
  return [...found];
}

/** What a process stands below, the nearest first. */
export function above(table: ProcessTable, pid: number): number[] {
  const found: number[] = [];
  for (let up = table.get(pid)?.parent; up !== undefined && up > 0; up = table.get(up)?.parent)
    found.push(up);
  return found;
}

/** Whether the very process still runs; a zombie does not. */
export function isAlive(process: ProcessIdentity): boolean {
  return lives(row(process.pid), process);
}

/** The same, by a table. */
export function isIn(table: ProcessTable, process: ProcessIdentity): boolean {
  return lives(table.get(process.pid), process);
}

function lives(now: ProcessRow | undefined, process: ProcessIdentity): boolean {
  return now?.startTicks === process.startTicks && now.state !== "Z" && now.state !== "X";
}

/** Sends the signal if the very process still runs. False if it is gone, or not ours to signal. */
export function signal(target: ProcessIdentity, name: NodeJS.Signals): boolean {
  // kill(0) and kill(-1) would reach ourselves or everything.
  if (target.pid <= 1 || !isAlive(target)) return false;
  try {
    return process.kill(target.pid, name);
  } catch {
    return false;
  }
}

/** Its argv; none where that cannot be read. What stands behind 4 KiB is cut off. */
export function argvOf(pid: number): string[] {
  const text = readStart(`/proc/${pid}/cmdline`, 4096);
  return text === "" ? [] : text.replace(/\0$/, "").split("\0");
}

/** The values that a variable has in the environment with which a process was started. */
export function environmentValues(pid: number, name: string): string[] {
  const start = `${name}=`;
  return readStart(`/proc/${pid}/environ`, ENVIRONMENT_MOST)
    .split("\0")
    .filter((each) => each.startsWith(start))
    .map((each) => each.slice(start.length));
}

/** Its user, real and effective alike; undefined where they differ, as of a program with the rights of another. */
export function userOf(pid: number): number | undefined {
  const [, real, effective] = /^Uid:\t(\d+)\t(\d+)/m.exec(read(`/proc/${pid}/status`)) ?? [];
  return real !== undefined && real === effective ? Number(real) : undefined;
}

/** Milliseconds for which it has run; undefined where that is not known. */
export function ageOf({ startTicks }: ProcessIdentity): number | undefined {
  const [uptime] = read("/proc/uptime").split(" ");
  if (!uptime) return undefined;
  return Number(uptime) * 1000 - Number(startTicks) * TICK_MS;
}

/** More than execve(2) takes; a process can tell the kernel to show more. */
const ENVIRONMENT_MOST = 8 * 1024 * 1024;
/** USER_HZ is 100 wherever Node runs (proc_pid_stat(5)). */
const TICK_MS = 10;

function row(pid: number): ProcessRow | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The command's name stands in parentheses and may hold anything, so fields count from the last one.
  const [state, parent, group, session, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const startTicks = rest[15];
  if (state === undefined || startTicks === undefined) return undefined;
  const numbers = { parent: Number(parent), group: Number(group), session: Number(session) };
  return { pid, startTicks, state, ...numbers };
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

function readStart(file: string, most: number): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const chunks: Buffer[] = [];
      for (let left = most; left > 0;) {
        const chunk = Buffer.allocUnsafe(Math.min(left, 64 * 1024));
        const length = readSync(descriptor, chunk);
        if (length === 0) break;
        chunks.push(chunk.subarray(0, length));
        left -= length;
      }
      return Buffer.concat(chunks).toString("latin1");
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return "";
  }
}
