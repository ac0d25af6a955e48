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
  /** Bytes of the environment that it shows, by its own word; 0 where that is hidden from us. */
  readonly environment: number;
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

/** The process with this number; undefined where it is gone, and where there is no /proc. */
export function identify(pid: number): ProcessIdentity | undefined {
  return row(pid);
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
  const text = readStart(`/proc/${pid}/cmdline`, 4096).toString("latin1");
  return text === "" ? [] : text.replace(/\0$/, "").split("\0");
}

/** Of a process and all below it, parents first. */
export function argvsBelow(pid: number): string[][] {
  return below(readProcesses(), [pid]).map((each) => argvOf(each.pid));
}

/** The tmux session in which a process of this server was started, by its environment; undefined where that cannot be read. */
export function startedIn(pid: number, server: number): `$${number}` | undefined {
  const environment = readStart(`/proc/${pid}/environ`, ENVIRONMENT_MOST);
  const [value = ""] = valuesIn(environment, "TMUX");
  const [, told, session] = /,(\d{1,10}),(\d{1,10})$/.exec(value) ?? [];
  return Number(told) === server ? `$${Number(session)}` : undefined;
}

/**
 * The values that a variable has in the environment with which a process was started: the first few, for a process can say what
 * it likes there. None where it shows more than it can have been started with.
 */
export function environmentValues({ pid, environment }: ProcessRow, name: string): string[] {
  if (environment > ENVIRONMENT_MOST) return [];
  return valuesIn(readStart(`/proc/${pid}/environ`, ENVIRONMENT_MOST), name);
}

function valuesIn(bytes: Buffer, name: string): string[] {
  // Nothing is split: of what is all NUL, that alone takes longer than all else of a stop
  const first = Buffer.from(`${name}=`);
  const next = Buffer.from(`\0${name}=`);
  const found: string[] = [];
  let at = bytes.subarray(0, first.length).equals(first) ? first.length : follow(bytes, next, 0);
  while (at > 0 && found.length < VALUES_MOST) {
    const end = bytes.indexOf(0, at);
    found.push(bytes.toString("latin1", at, end < 0 ? bytes.length : end));
    at = follow(bytes, next, at);
  }
  return found;
}

/** Where the value begins that stands next; 0 where none does. */
function follow(bytes: Buffer, start: Buffer, from: number): number {
  const at = bytes.indexOf(start, from);
  return at < 0 ? 0 : at + start.length;
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
/** A variable stands there once, but for what sets it twice. */
const VALUES_MOST = 16;
/** USER_HZ is 100 wherever Node runs (proc_pid_stat(5)). */
const TICK_MS = 10;

function row(pid: number): ProcessRow | undefined {
  const text = read(`/proc/${pid}/stat`);
  // The command's name stands in parentheses and may hold anything, so fields count from the last one.
  const [state, parent, group, session, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [startTicks, start, end] = [rest[15], rest[43], rest[44]];
  if (state === undefined || startTicks === undefined) return undefined;
  const numbers = { parent: Number(parent), group: Number(group), session: Number(session) };
  return { pid, startTicks, state, ...numbers, environment: Number(end ?? 0) - Number(start ?? 0) };
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}

/** One for all: what a hundred processes take would have to be collected. */
const READ_INTO = Buffer.allocUnsafe(64 * 1024);

function readStart(file: string, most: number): Buffer {
  try {
    const descriptor = openSync(file, "r");
    try {
      const chunks: Buffer[] = [];
      for (let left = most; left > 0;) {
        const length = readSync(descriptor, READ_INTO, 0, Math.min(left, READ_INTO.length), null);
        if (length === 0) break;
        chunks.push(Buffer.from(READ_INTO.subarray(0, length)));
        left -= length;
      }
      const [first = Buffer.alloc(0), ...more] = chunks;
      return more.length === 0 ? first : Buffer.concat(chunks);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return Buffer.alloc(0);
  }
}
