import { lstatSync, statSync } from "node:fs";
import type { Folder } from "./folder.js";

/** Whether nobody else can write there, nor read the file; false where there is no file of that name. */
export function isPrivate(folder: Folder, name?: string): boolean {
  if ((statSync(folder.at(".")).mode & 0o022) !== 0) return false;
  if (name === undefined) return true;
  const stats = lstatSync(folder.at(name), { throwIfNoEntry: false });
  return stats !== undefined && (stats.mode & 0o7777) === 0o600;
}
