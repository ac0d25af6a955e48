import { randomUUID } from "node:crypto";
import { lstatSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { named, NotOurs } from "./not-ours.js";

/**
 * Makes the file be exactly this, whole or not at all, mode 0600: made anew beside it and renamed, so that nothing is written
 * through a link or into a FIFO that stands there; such a thing is replaced. Throws NotOurs for a folder, and what the file
 * system says. `path` is what a person is told.
 */
export function replaceFile(
  place: string,
  content: string | Uint8Array,
  path: string = place,
): void {
  const beside = join(dirname(place), `.${basename(place)}.${randomUUID()}`);
  try {
    writeFileSync(beside, content, { mode: 0o600, flag: "wx", flush: true });
    renameSync(beside, place);
  } catch (error) {
    throw afterwards(error, { place, beside, path });
  }
}

function afterwards(
  error: unknown,
  {
    place,
    beside,
    path,
  }: { readonly place: string; readonly beside: string; readonly path: string },
): Error {
  try {
    rmSync(beside, { force: true });
    if (lstatSync(place, { throwIfNoEntry: false })?.isDirectory())
      return new NotOurs(path, "a folder");
  } catch {
    // The first error says it
  }
  return named(path, error);
}
