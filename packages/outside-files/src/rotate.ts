import { lstatSync, renameSync, rmSync } from "node:fs";

/**
 * Makes a file `NAME.1`. With `inode` only if it is that one still: when several find it full, the next would put the new one in the
 * place of all those lines. Where something stands that keeps it from there, the older lines are lost, not the newer ones.
 */
export function rotate(place: string, inode?: number): void {
  if (inode !== undefined && lstatSync(place, { throwIfNoEntry: false })?.ino !== inode) return;
  try {
    renameSync(place, `${place}.1`);
  } catch {
    rmSync(place, { force: true });
  }
}
