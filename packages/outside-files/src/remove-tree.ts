import { lstatSync, rmdirSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { inFolder, type Folder } from "./folder.js";
import { listNames } from "./list-names.js";
import { named, NotOurs } from "./not-ours.js";

/** Deeper than any folder of ours, and fewer than the descriptors of a process. */
const MOST_DEPTH = 64;
const MOST_NAMES = 1_000_000;

/**
 * Removes what stands at a name in an entered folder, with all that is in it; false where nothing stands there. A link goes, not
 * what it leads to. What cannot be removed keeps nothing else: the first complaint is thrown when all had their turn, NotOurs or
 * what the file system says.
 */
export function removeTree(folder: Folder, name: string): boolean {
  return remove(folder.at(name), join(folder.path, name), MOST_DEPTH);
}

/** `path` is what a person is told. */
function remove(place: string, path: string, depth: number): boolean {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  if (!stats.isDirectory()) return isGone(path, () => unlinkSync(place));
  if (depth === 0) throw new NotOurs(path, `a folder more than ${MOST_DEPTH} deep`);
  let complaint: Error | undefined;
  try {
    // Entered from the one above it by handle, so that a link is not followed.
    inFolder(dirname(place), [basename(place)], ({ at }) => {
      for (const name of listNames(at("."), MOST_NAMES, path)) {
        try {
          remove(at(name), join(path, name), depth - 1);
        } catch (error) {
          complaint ??= error as Error;
        }
      }
    });
  } catch (error) {
    throw error instanceof NotOurs ? new NotOurs(path, error.what) : named(path, error);
  }
  if (complaint !== undefined) throw complaint;
  return isGone(path, () => rmdirSync(place));
}

/** Somebody else may remove it just then. */
function isGone(path: string, use: () => void): boolean {
  try {
    use();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw named(path, error);
  }
}
