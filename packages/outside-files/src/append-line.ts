import { closeSync, constants, renameSync, rmSync, writeSync } from "node:fs";
import { openFile } from "./open-file.js";
import { HELD, named, NotOurs } from "./not-ours.js";
import { readAt } from "./read-file.js";
import { replaceFile } from "./replace-file.js";

const { O_APPEND, O_CREAT, O_RDWR } = constants;
const NEWLINE = 0x0a;

/**
 * Adds a line, mode 0600, also behind one that was cut short; a file of more than `most` bytes becomes `NAME.1` first. What is
 * no plain file of this user's is replaced by one. Throws NotOurs for a folder, and what the file system says. `path` is what a person is told.
 */
export function appendLine(place: string, line: string, most: number, path: string = place): void {
  try {
    if (append(place, path, line, most)) return;
    rotate(place);
    append(place, path, line, Infinity);
  } catch (error) {
    if (!(error instanceof NotOurs)) throw named(path, error);
    // The lines that others wrote are in it
    if (error.what === HELD) rotate(place);
    replaceFile(place, `${line}\n`, path);
  }
}

/** Where something stands that keeps it from its place, the older lines are lost, not the newer ones. */
function rotate(place: string): void {
  try {
    renameSync(place, `${place}.1`);
  } catch {
    rmSync(place, { force: true });
  }
}

/** False where it is too large already. */
function append(place: string, path: string, line: string, most: number): boolean {
  const opened = openFile(place, path, O_RDWR | O_APPEND | O_CREAT);
  if (opened === undefined) return true;
  try {
    const { descriptor, stats } = opened;
    if (stats.size > most) return false;
    const isCut = stats.size > 0 && readAt(descriptor, 1, stats.size - 1)[0] !== NEWLINE;
    writeSync(descriptor, `${isCut ? "\n" : ""}${line}\n`);
    return true;
  } finally {
    closeSync(opened.descriptor);
  }
}
