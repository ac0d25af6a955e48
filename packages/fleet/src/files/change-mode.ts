import { constants } from "node:fs";
import { open } from "node:fs/promises";

/**
 * Changes the permission bits of a file or folder that is this user's, and follows no link. Throws for anything else that stands
 * there, and for a file that has another name elsewhere: that one may be somebody's own.
 */
export async function changeMode(path: string, change: (mode: number) => number): Promise<void> {
  // A FIFO would wait for its other end.
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const handle = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (!stats.isFile() && !stats.isDirectory())
      throw new Error(`${path} is no file and no folder`);
    if (stats.uid !== process.getuid?.()) throw new Error(`${path} is not yours`);
    if (stats.isFile() && stats.nlink > 1) throw new Error(`${path} has another name elsewhere`);
    await handle.chmod(change(stats.mode & 0o777));
  } finally {
    await handle.close();
  }
}
