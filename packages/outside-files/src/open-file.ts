import { closeSync, constants, fstatSync, openSync, type Stats } from "node:fs";
import { isOwn } from "./folder.js";
import { kind, NotOurs, understood } from "./not-ours.js";

const { O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR, O_WRONLY } = constants;

export interface OpenFile {
  readonly descriptor: number;
  readonly stats: Stats;
}

/**
 * Opens a plain file of this user's: neither waits for a FIFO's other end, nor follows a link, nor moves a device. Undefined
 * where nothing is there. The caller closes it. Throws NotOurs for anything else, and with flags that write for a file of
 * several names: another one may be a file of the person's. `path` is what a person is told.
 */
export function openFile(
  place: string,
  path: string = place,
  flags: number = O_RDONLY,
): OpenFile | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(place, flags | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY, 0o600);
  } catch (error) {
    const why = understood(path, error);
    if (why === undefined) return undefined;
    throw why;
  }
  const stats = fstatSync(descriptor);
  const what = faultOf(stats, (flags & (O_WRONLY | O_RDWR)) !== 0);
  if (what === undefined) return { descriptor, stats };
  closeSync(descriptor);
  throw new NotOurs(path, what);
}

function faultOf(stats: Stats, isToWrite: boolean): string | undefined {
  if (!stats.isFile()) return kind(stats);
  if (!isOwn(stats.uid)) return "somebody else's";
  return isToWrite && stats.nlink > 1 ? "a file of several names" : undefined;
}
