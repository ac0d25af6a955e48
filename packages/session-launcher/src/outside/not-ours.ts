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

/** What a failed call of the file system means for a path: absent, not ours, or an error of the machine's. */
export function understood(path: string, error: unknown): NotOurs | undefined | Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT") return undefined;
  // O_NOFOLLOW, O_DIRECTORY, and the opening of a socket or of a FIFO that nobody reads
  if (code === "ELOOP" || code === "EMLINK") return new NotOurs(path, "a link");
  if (code === "ENOTDIR") return new NotOurs(path, "no folder");
  if (code === "ENXIO") return new NotOurs(path, "a FIFO, a socket or a device");
  if (code === "EISDIR") return new NotOurs(path, "a folder");
  if (code === "EACCES" || code === "EPERM") return new NotOurs(path, "without the rights for us");
  return error instanceof Error ? error : new Error(String(error));
}
