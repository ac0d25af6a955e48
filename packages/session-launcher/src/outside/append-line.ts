import { closeSync, constants, renameSync, writeSync } from "node:fs";
import { openFile } from "./open-file.js";
import { NotOurs } from "./not-ours.js";
import { replaceFile } from "./replace-file.js";

const { O_APPEND, O_CREAT, O_WRONLY } = constants;

/**
 * Adds a line, mode 0600; a file of more than `most` bytes becomes `NAME.1` first. What is no plain file of this user's is
 * replaced by one. Throws NotOurs for a folder, and what the file system says. `path` is what a person is told.
 */
export function appendLine(place: string, line: string, most: number, path = place): void {
  try {
    if (append(place, path, line, most)) return;
    renameSync(place, `${place}.1`);
    append(place, path, line, Infinity);
  } catch (error) {
    if (!(error instanceof NotOurs)) throw error;
    replaceFile(place, `${line}\n`, path);
  }
}

/** False where it is too large already. */
function append(place: string, path: string, line: string, most: number): boolean {
  const opened = openFile(place, path, O_WRONLY | O_APPEND | O_CREAT);
  if (opened === undefined) return true;
  try {
    if (opened.stats.size > most) return false;
    writeSync(opened.descriptor, `${line}\n`);
    return true;
  } finally {
    closeSync(opened.descriptor);
  }
}
