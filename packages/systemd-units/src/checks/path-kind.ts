import { lstatSync, readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import type { PathKind } from "./finding.js";

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
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** The names in a folder, in order; none where it is not there or cannot be read. */
export function listed(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

/** The bytes of a regular file up to a size; `undefined` for a larger one, or one that cannot be read. */
export function readSmall(path: string, largest: number): Buffer | undefined {
  try {
    return statSync(path).size > largest ? undefined : readFileSync(path);
  } catch {
    return undefined;
  }
}

function kindOf(stats: Stats): PathKind {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "directory";
  if (stats.isFIFO()) return "fifo";
  return stats.isSocket() ? "socket" : "device";
}
