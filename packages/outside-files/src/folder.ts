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
import { monotonicMs } from "./monotonic-ms.js";
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
  /** Its size as it was entered: a name takes one at least. */
  readonly bytes: number;
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
  if (!make && hasHandles && below.length >= SHARED) {
    const [first, rest] = [below.slice(0, SHARED), below.slice(SHARED)];
    return inShared(trusted, first, (kept) => used(descend(kept, rest, { keep: true }), use, kept));
  }
  return used(descend(enter(trusted, trusted), below, { make }), use);
}

/** As `inFolder`, of a name in a folder that was entered. */
export function inside<T>(folder: Folder, name: string, use: (folder: Folder) => T): T | undefined {
  return used(enter(folder.at(name), join(folder.path, name), realOf(folder)), use);
}

/** Closes the folder afterwards, unless it is the one that is kept. */
function used<T>(
  folder: Entered | undefined,
  use: (folder: Folder) => T,
  kept?: Entered,
): T | undefined {
  try {
    return folder && use(folder);
  } finally {
    if (folder !== undefined && folder !== kept) closeSync(folder.descriptor);
  }
}

function realOf(folder: Folder): string {
  return (folder as Entered).real;
}

interface Entered extends Folder {
  readonly descriptor: number;
  /** Without links. */
  readonly real: string;
}

/** Enters each in the one before; closes all but the last, and with `keep` not the first. */
function descend(
  from: Entered | undefined,
  names: readonly string[],
  { make = false, keep = false }: { readonly make?: boolean; readonly keep?: boolean } = {},
): Entered | undefined {
  let folder = from;
  const leave = (): void => {
    if (folder !== undefined && !(keep && folder === from)) closeSync(folder.descriptor);
  };
  try {
    for (const name of names) {
      if (folder === undefined) return undefined;
      const path = join(folder.path, name);
      if (make) makeFolder(folder.at(name), path);
      const next = enter(folder.at(name), path, folder.real);
      leave();
      folder = next;
    }
    return folder;
  } catch (error) {
    leave();
    throw error;
  }
}

/** So many names below the trusted folder are the same for all agents: `channels/SOCKET`. */
const SHARED = 2;
/** Milliseconds for which their handle serves: one look of a command at a hundred agents. */
const KEEP_MS = 100;
const KEEP_MOST = 8;
const kept = new Map<string, Kept>();

interface Kept {
  readonly folder: Entered;
  readonly since: number;
  /** Uses that are under way, within one another: until the last one ends its handle stays open. */
  users: number;
}

/**
 * As `descend`, with a handle that stays open for a moment. To open the whole path at once would be no dearer, but would follow
 * a link on the way, onto a file system that need never answer.
 */
function inShared<T>(
  trusted: string,
  below: readonly string[],
  use: (folder: Entered | undefined) => T,
): T {
  const key = [trusted, ...below].join("\0");
  const entry = fresh(key) ?? keepOpen(key, descend(enter(trusted, trusted), below));
  if (entry === undefined) return use(undefined);
  entry.users += 1;
  try {
    return use(entry.folder);
  } finally {
    entry.users -= 1;
    if (kept.get(key) !== entry) release(entry);
  }
}

function keepOpen(key: string, folder: Entered | undefined): Kept | undefined {
  if (folder === undefined) return undefined;
  const [oldest = ""] = kept.keys();
  if (kept.size >= KEEP_MOST) drop(oldest);
  const entry = { folder, since: monotonicMs(), users: 0 };
  kept.set(key, entry);
  setTimeout(() => kept.get(key) === entry && drop(key), KEEP_MS).unref();
  return entry;
}

/** Not one that was removed meanwhile, which is empty for ever. */
function fresh(key: string): Kept | undefined {
  const entry = kept.get(key);
  if (entry === undefined) return undefined;
  const { folder, since } = entry;
  if (monotonicMs() - since < KEEP_MS && fstatSync(folder.descriptor).nlink > 0) return entry;
  drop(key);
  return undefined;
}

function drop(key: string): void {
  const entry = kept.get(key);
  kept.delete(key);
  if (entry !== undefined) release(entry);
}

function release({ folder, users }: Kept): void {
  if (users === 0) closeSync(folder.descriptor);
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
  const { uid, size: bytes } = fstatSync(descriptor);
  if (above === undefined ? !isOurs(uid) : !isOwn(uid)) {
    closeSync(descriptor);
    throw new NotOurs(path, "somebody else's");
  }
  const base = hasHandles ? `/proc/self/fd/${descriptor}` : path;
  const real = above === undefined ? realPath(path, base) : join(above, basename(path));
  const below = real === "/" ? real : `${real}/`;
  const at = (name: string): string => {
    if (isMountPoint(name === "." ? real : `${below}${name}`))
      throw new NotOurs(join(path, name), "a mounted file system");
    return `${base}/${name}`;
  };
  return { path, descriptor, real, at, bytes };
}

/** Root's as well, as of what stands above our folders: it may do as it likes anyway. */
export function isOurs(uid: number): boolean {
  return uid === 0 || isOwn(uid);
}

/** This user's alone, as the scripts ask with `-O`. */
export function isOwn(uid: number): boolean {
  return uid === (process.geteuid?.() ?? uid);
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
