import { closeSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { inFolderBelow, NotOurs, openFile, type Folder } from "@mosaicstack/outside-files";

/** A file that others add to, and that becomes `NAME.1` when it is full. */
export interface KeptLog {
  /** Absolute. */
  readonly folder: string;
  /** So many of its last names are below what only the person writes. */
  readonly depth: number;
  readonly name: string;
}

/** A file of a log, held open: whatever becomes of its name, its inode is given to no other one meanwhile. */
export interface Half {
  readonly descriptor: number;
  readonly inode: number;
  /** Its bytes when it was opened. */
  readonly size: number;
}

/** What is kept of a log, as it stood at one moment: `older` was full when `newer` began. */
export interface Halves {
  readonly older: Half | undefined;
  readonly newer: Half | undefined;
}

export const none: Halves = { older: undefined, newer: undefined };

/**
 * Opens both; the caller closes them. Throws NotOurs for what is no plain file of ours, unless `waits`: then it is taken for
 * not there. Throws what the file system says.
 */
export function openHalves(
  log: KeptLog,
  { waits = false }: { readonly waits?: boolean } = {},
): Halves {
  for (let tries = 0; ; tries++) {
    const newer = open(log, log.name, waits);
    let older: Half | undefined;
    try {
      older = open(log, `${log.name}.1`, waits);
    } catch (error) {
      close(newer);
      throw error;
    }
    // The same one still: so nothing was rotated between the two. A writer that rotates all the time has no older half for us.
    if (newestInode(log) === newer?.inode) return { older, newer };
    close(older);
    if (tries === 100) return { older: undefined, newer };
    close(newer);
  }
}

export function closeHalves({ older, newer }: Halves): void {
  close(older);
  close(newer);
}

function close(half: Half | undefined): void {
  if (half !== undefined) closeSync(half.descriptor);
}

function open(log: KeptLog, name: string, waits: boolean): Half | undefined {
  const use = (): Half | undefined =>
    inLog(log, ({ at, path }) => {
      const opened = openFile(at(name), join(path, name));
      if (opened === undefined) return undefined;
      const { ino: inode, size } = opened.stats;
      return { descriptor: opened.descriptor, inode, size };
    });
  return waits ? unlessNotOurs(use) : use();
}

/** The inode that has its name now; undefined where that is no plain file. */
export function newestInode(log: KeptLog): number | undefined {
  return newest(log)?.ino;
}

/** What has its name now, if it is a plain file. */
export function newest(log: KeptLog): { readonly ino: number; readonly size: number } | undefined {
  const now = unlessNotOurs(() =>
    inLog(log, ({ at }) => lstatSync(at(log.name), { throwIfNoEntry: false })),
  );
  return now?.isFile() === true ? now : undefined;
}

function inLog<T>({ folder, depth }: KeptLog, use: (folder: Folder) => T): T | undefined {
  return inFolderBelow(folder, depth, use);
}

function unlessNotOurs<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}
