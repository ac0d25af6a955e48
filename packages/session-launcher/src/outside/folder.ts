import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
} from "node:fs";
import { basename, join } from "node:path";
import { isMountPoint } from "./mounts.js";
import { named, NotOurs, understood } from "./not-ours.js";

/** A folder that was entered without following a link on the way. */
export interface Folder {
  /** As a person knows it. */
  readonly path: string;
  /**
   * Where a name in this very folder is reached, whatever is put in the place of its path meanwhile. Throws NotOurs where a
   * file system is mounted: a process of an agent's may answer for it, or not.
   */
  readonly at: (name: string) => string;
}

const { O_DIRECTORY, O_NOFOLLOW, O_RDONLY } = constants;
/** `/proc/self/fd/N/NAME` is openat(2) for those who have only paths. Elsewhere the path has to do. */
const hasHandles = existsSync("/proc/self/fd");

/**
 * Enters `trusted`, then each of `below` in the one before, and hands it to `use`; closes it afterwards. Only `trusted` may
 * be reached through links: what is below it can be written by agents. Undefined where a folder is not there and `make` is
 * not set; else those are made, mode 0700. Throws NotOurs for what is no folder of this user's, and what the file system says.
 */
export function inFolder<T>(
  trusted: string,
  below: readonly string[],
  use: (folder: Folder) => T,
  { make = false }: { readonly make?: boolean } = {},
): T | undefined {
  if (make) mkdirSync(trusted, { recursive: true, mode: 0o700 });
  let folder = enter(trusted, trusted);
  try {
    for (const name of below) {
      const path = join(folder?.path ?? "", name);
      if (folder === undefined) return undefined;
      if (make) makeFolder(folder.at(name), path);
      const next: Entered | undefined = enter(folder.at(name), path, folder.real);
      closeSync(folder.descriptor);
      folder = next;
    }
    return folder && use(folder);
  } finally {
    if (folder !== undefined) closeSync(folder.descriptor);
  }
}

interface Entered extends Folder {
  readonly descriptor: number;
  /** Without links. */
  readonly real: string;
}

/** `above`: the real path of the folder that it stands in; without it, links are followed. */
function enter(place: string, path: string, above?: string): Entered | undefined {
  let descriptor: number;
  try {
    const follow = above === undefined ? 0 : O_NOFOLLOW;
    descriptor = openSync(place, O_RDONLY | O_DIRECTORY | follow);
  } catch (error) {
    const why = understood(path, error);
    if (why === undefined) return undefined;
    throw why;
  }
  if (!isOurs(fstatSync(descriptor).uid)) {
    closeSync(descriptor);
    throw new NotOurs(path, "somebody else's");
  }
  const base = hasHandles ? `/proc/self/fd/${descriptor}` : path;
  const real = above === undefined ? realPath(path, base) : join(above, basename(path));
  const at = (name: string): string => {
    if (isMountPoint(join(real, name)))
      throw new NotOurs(join(path, name), "a mounted file system");
    return `${base}/${name}`;
  };
  return { path, descriptor, real, at };
}

/** Root's as well: it may do as it likes anyway. */
export function isOurs(uid: number): boolean {
  return uid === 0 || uid === (process.geteuid?.() ?? uid);
}

function realPath(path: string, handle: string): string {
  return hasHandles ? readlinkSync(handle) : path;
}

function makeFolder(place: string, path: string): void {
  try {
    mkdirSync(place, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw named(path, error);
  }
}
