import type { Stats } from "node:fs";

/**
 * Something stands at a path of ours that is not ours to use: a link, a FIFO, a folder, somebody else's file, one that is too
 * large. The message names the path and what stands there.
 */
export class NotOurs extends Error {
  override readonly name = "NotOurs";
  readonly path: string;
  /** What stands there, as words behind `is`: `a FIFO`, `a link`. */
  readonly what: string;

  constructor(path: string, what: string) {
    super(`${path} is ${what}`);
    this.path = path;
    this.what = what;
  }
}

/** What stands behind `is` where another program holds a file by a lease (fcntl(2)): to open it would wait for that. */
export const HELD = "held by another program";

/**
 * What a failed call of the file system means for a path: absent, not ours, or an error of the machine's, which then names this
 * path: we reach it through handles that say nothing to a person.
 */
export function understood(path: string, error: unknown): NotOurs | undefined | Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return undefined;
  // O_NOFOLLOW, O_DIRECTORY, and the opening of a socket or of a FIFO that nobody reads
  if (code === "ELOOP" || code === "EMLINK") return new NotOurs(path, "a link");
  if (code === "ENOTDIR") return new NotOurs(path, "no folder");
  if (code === "ENXIO") return new NotOurs(path, "a FIFO, a socket or a device");
  if (code === "EISDIR") return new NotOurs(path, "a folder");
  if (code === "EACCES" || code === "EPERM") return new NotOurs(path, "without the rights for us");
  if (code === "EAGAIN" || code === "EWOULDBLOCK") return new NotOurs(path, HELD);
  return named(path, error);
}

/** The same error, with the path that a person knows. */
export function named(path: string, error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { code, errno, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof NotOurs || code === undefined || syscall === undefined) return error;
  const [what] = error.message.split(", ", 1);
  const told = new Error(`${what}, ${syscall} '${path}'`, { cause: error });
  return Object.assign(told, { code, errno, syscall, path });
}

/** What it is, as words behind `is`. */
export function kind(stats: Stats): string {
  if (stats.isSymbolicLink()) return "a link";
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a FIFO";
  if (stats.isSocket()) return "a socket";
  return stats.isFile() ? "a file" : "a device";
}
