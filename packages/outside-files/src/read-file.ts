import { closeSync, readSync } from "node:fs";
import { named, NotOurs } from "./not-ours.js";
import { openFile } from "./open-file.js";

/** What a file holds that an agent, or another program, may have written. */
export interface FileContent {
  readonly bytes: Buffer;
  /** As UTF-8; what is none becomes U+FFFD. */
  readonly text: string;
  /** Milliseconds since the epoch at which it was last written, with fractions. */
  readonly at: number;
}

/**
 * Reads a plain file of this user's, of `most` bytes at most: never waits, follows no link. Undefined where nothing is there.
 * Throws NotOurs for anything else, a larger one included. `path` is what a person is told.
 */
export function readFile(
  place: string,
  most: number,
  path: string = place,
): FileContent | undefined {
  const opened = openFile(place, path);
  if (opened === undefined) return undefined;
  const { descriptor, stats } = opened;
  try {
    if (stats.size > most) throw tooLarge(path, most);
    // One more than it says, for it may grow meanwhile
    const bytes = readAt(descriptor, Math.min(stats.size, most) + 1, 0, stats.size);
    if (bytes.length > most) throw tooLarge(path, most);
    return { bytes, text: bytes.toString("utf8"), at: stats.mtimeMs };
  } catch (error) {
    throw named(path, error);
  } finally {
    closeSync(descriptor);
  }
}

/** As many bytes from a place on as there are, `most` of them at most; where `enough` are there, no more are asked for. */
export function readAt(
  descriptor: number,
  most: number,
  position: number,
  enough: number = most,
): Buffer {
  const bytes = Buffer.allocUnsafe(most);
  let length = 0;
  while (length < most) {
    const read = readSync(descriptor, bytes, length, most - length, position + length);
    length += read;
    if (read === 0 || length >= enough) break;
  }
  return bytes.subarray(0, length);
}

/** The error of a file of more bytes than are read. */
export function tooLarge(path: string, most: number): NotOurs {
  const size = most >= 1024 * 1024 ? `${most / 1024 / 1024} MiB` : `${most / 1024} KiB`;
  return new NotOurs(path, `larger than ${size}`);
}
