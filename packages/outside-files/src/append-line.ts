import { closeSync, constants, writeSync } from "node:fs";
import { openFile } from "./open-file.js";
import { HELD, named, NotOurs } from "./not-ours.js";
import { readAt } from "./read-file.js";
import { replaceFile } from "./replace-file.js";
import { rotate } from "./rotate.js";

const { O_APPEND, O_CREAT, O_RDWR } = constants;
const NEWLINE = 0x0a;

/**
 * Adds a line, mode 0600, also behind one that was cut short; a file of more than `most` bytes becomes `NAME.1` first. What is
 * no plain file of this user's is replaced by one. Throws NotOurs for a folder, and what the file system says. `path` is what a person is told.
 */
export function appendLine(place: string, line: string, most: number, path: string = place): void {
  try {
    const full = append(place, path, line, most);
    if (full === undefined) return;
    rotate(place, full);
    append(place, path, line, Infinity);
  } catch (error) {
    if (!(error instanceof NotOurs)) throw named(path, error);
    // The lines that others wrote are in it
    if (error.what === HELD) rotate(place);
    replaceFile(place, `${line}\n`, path);
  }
}

/** The inode of a file that is too large already, to which nothing was added. */
function append(place: string, path: string, line: string, most: number): number | undefined {
  const opened = openFile(place, path, O_RDWR | O_APPEND | O_CREAT);
  if (opened === undefined) return undefined;
  try {
    const { descriptor, stats } = opened;
    if (stats.size > most) return stats.ino;
    const isCut = stats.size > 0 && readAt(descriptor, 1, stats.size - 1)[0] !== NEWLINE;
    writeSync(descriptor, `${isCut ? "\n" : ""}${line}\n`);
    return undefined;
  } finally {
    closeSync(opened.descriptor);
  }
}
