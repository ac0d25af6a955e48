import { closeSync, constants, fchmodSync, fstatSync, openSync } from "node:fs";
import { basename, dirname } from "node:path";
import { inFolder } from "@mosaicstack/outside-files";

// A FIFO would wait for its other end.
const how = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Changes the permission bits of a file or folder that is this user's, and follows no link. Throws for anything else that stands
 * there, and for a file that has another name elsewhere: that one may be somebody's own.
 */
export function changeMode(path: string, change: (mode: number) => number): void {
  inFolder(dirname(path), [], ({ at }) => {
    const descriptor = openSync(at(basename(path)), how);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile() && !stats.isDirectory())
        throw new Error(`${path} is no file and no folder`);
      if (stats.uid !== process.getuid?.()) throw new Error(`${path} is not yours`);
      if (stats.isFile() && stats.nlink > 1) throw new Error(`${path} has another name elsewhere`);
      fchmodSync(descriptor, change(stats.mode & 0o777));
    } finally {
      closeSync(descriptor);
    }
  });
}
