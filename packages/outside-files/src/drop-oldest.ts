import { lstatSync, unlinkSync } from "node:fs";
import type { Folder } from "./folder.js";
import { listNames } from "./list-names.js";

const MOST_NAMES = 10_000;

/** Leaves the newest files of a folder, so many. Throws what the file system says. */
export function dropOldest(folder: Folder, kept: number): void {
  const files = listNames(folder.at("."), MOST_NAMES).flatMap((name) => {
    const stats = lstatSync(folder.at(name), { throwIfNoEntry: false });
    return stats === undefined || stats.isDirectory() ? [] : [{ name, at: stats.mtimeMs }];
  });
  const old = files.toSorted((one, other) => other.at - one.at).slice(kept);
  for (const { name } of old) unlinkSync(folder.at(name));
}
