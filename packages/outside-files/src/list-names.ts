import { opendirSync, readdirSync } from "node:fs";
import type { Folder } from "./folder.js";
import { NotOurs, understood } from "./not-ours.js";

/** A folder of so many bytes holds no more names than are soon read: each takes one at least. */
const SMALL = 16 * 1024;

/**
 * The names in a folder, in no order, `most` of them at most; empty where it is not there. Throws NotOurs where it holds more,
 * or is no folder. `path` is what a person is told; `bytes` how large it is, where that is known.
 */
export function listNames(
  place: string,
  most: number,
  path: string = place,
  bytes: number = Infinity,
): string[] {
  const names: string[] = [];
  try {
    // In one call, not in one for each some names
    if (bytes <= SMALL) return atMost(most, readdirSync(place), path);
    const folder = opendirSync(place, { bufferSize: 256 });
    try {
      for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
        names.push(entry.name);
        atMost(most, names, path);
      }
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    const why = error instanceof NotOurs ? error : understood(path, error);
    if (why !== undefined) throw why;
  }
  return names;
}

/**
 * The names in a folder, for who looks for many of them: to find out that one is not there takes less so than by opening it. Undefined
 * where they cannot be told, or are too many for that.
 */
export function listedNames({ at, bytes }: Folder): ReadonlySet<string> | undefined {
  try {
    return new Set(listNames(at("."), MOST, undefined, bytes));
  } catch {
    return undefined;
  }
}

const MOST = 10_000;

function atMost(most: number, names: string[], path: string): string[] {
  if (names.length > most) throw new NotOurs(path, `a folder of more than ${most} files`);
  return names;
}
