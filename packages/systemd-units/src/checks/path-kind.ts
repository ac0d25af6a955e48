import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  type Stats,
} from "node:fs";

export type PathKind =
  "file" | "directory" | "fifo" | "socket" | "device" | "missing" | "unreadable";

export interface PathFacts {
  readonly kind: PathKind;
  readonly mode?: number;
  readonly uid?: number;
  readonly size?: number;
}

/** What stands at a path, links followed. Never opens it. */
export function lookAt(path: string): PathFacts {
  let stats: Stats | undefined;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch {
    return { kind: "unreadable" };
  }
  if (stats === undefined) return { kind: "missing" };
  return { kind: kindOf(stats), mode: stats.mode & 0o7777, uid: stats.uid, size: stats.size };
}

export function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** A link that leads back to itself, as no path is followed for ever. */
export function isLoop(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ELOOP";
  }
}

/** `/dev/null`, by whatever name. */
export function isNull(path: string): boolean {
  try {
    const { rdev } = statSync(path);
    return rdev !== 0 && rdev === statSync("/dev/null").rdev;
  } catch {
    return false;
  }
}

/** The names in a folder, in order; `undefined` where they cannot be read. */
export function list(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return undefined;
  }
}

/**
 * The bytes of a regular file up to a size; `undefined` for a larger one, one that cannot be read, and one such as `/proc/kmsg`, which
 * looks regular and has a reader wait. It is asked again once it is open, as it may be another by then.
 */
export function readSmall(path: string, largest: number): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (!fstatSync(file).isFile()) return undefined;
    const parts: Buffer[] = [];
    let length = 0;
    for (let read = -1; read !== 0; length += read) {
      if (length > largest) return undefined;
      const part = Buffer.allocUnsafe(CHUNK);
      read = readSync(file, part);
      parts.push(part.subarray(0, read));
    }
    return Buffer.concat(parts);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const CHUNK = 64 * 1024;

function kindOf(stats: Stats): PathKind {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  if (stats.isFIFO()) return "fifo";
  return stats.isSocket() ? "socket" : "device";
}
