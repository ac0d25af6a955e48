import { lstatSync, readFileSync, statSync, type Stats } from "node:fs";

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

/** Undefined where nothing stands. Never throws: what cannot be read is no right file. */
export function lookAtFile(path: string): FoundFile | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  const isLink = stats.isSymbolicLink();
  const target = isLink ? followed(path) : stats;
  const found = { mode: (target ?? stats).mode & 0o7777, isLink };
  const writtenAt = (target ?? stats).mtimeMs;
  return { ...found, writtenAt, text: target === undefined ? undefined : textOf(path, target) };
}

function followed(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function textOf(path: string, stats: Stats): string | undefined {
  if (!stats.isFile() || stats.size > mostBytes) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
