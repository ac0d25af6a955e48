import { closeSync } from "node:fs";
import { openFile, readAt } from "@mosaicstack/outside-files";

/**
 * The lines at the end of a file that a runtime writes, of so many bytes; the first may be a part of one. Undefined where it was last
 * written before `since`, and where it is no plain file of ours: it is neither waited for nor followed.
 */
export function lastLines(path: string, most: number, since: number = 0): string[] | undefined {
  try {
    const opened = openFile(path);
    if (opened === undefined) return undefined;
    const { descriptor, stats } = opened;
    try {
      if (stats.mtimeMs < since) return undefined;
      const length = Math.min(stats.size, most);
      return readAt(descriptor, length, stats.size - length)
        .toString("utf8")
        .split("\n");
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
