import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  type Stats,
} from "node:fs";

/** What stands at a place where a file of ours belongs. */
export interface FoundFile {
  /** Undefined where it is no file that can be read as a whole: a folder, a FIFO, more than 4 MiB. */
  readonly text: string | undefined;
  /** Permission bits, of what a link leads to. */
  readonly mode: number;
  /** A person keeps it elsewhere. */
  readonly isLink: boolean;
  /** When it was last written, milliseconds since the epoch. */
  readonly writtenAt: number;
}

const mostBytes = 4 * 1024 * 1024;

/** Undefined where nothing stands. Never throws: what cannot be read is no right file. Waits for no FIFO. */
export function lookAtFile(path: string): FoundFile | undefined {
  const stats = itself(path);
  if (stats === undefined) return undefined;
  const isLink = stats.isSymbolicLink();
  const read = contentOf(path);
  const { mode, mtimeMs } = read?.stats ?? stats;
  return { text: read?.text, mode: mode & 0o7777, isLink, writtenAt: mtimeMs };
}

/** A file in the place of a folder above it is an error, not an absence. */
function itself(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function contentOf(path: string): { stats: Stats; text: string | undefined } | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(descriptor);
    const isWhole = stats.isFile() && stats.size <= mostBytes;
    return { stats, text: isWhole ? readFileSync(descriptor, "utf8") : undefined };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
