import { closeSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { NotOurs, openFile } from "@mosaicstack/outside-files";
import { inChannel } from "../channel/agent-channel.js";

/** A file of the transcript, held open: whatever becomes of its name, its inode is given to no other one meanwhile. */
export interface Half {
  readonly descriptor: number;
  readonly inode: number;
  /** Its bytes when it was opened. */
  readonly size: number;
}

/** What is kept of a pane, as it stood at one moment: `older` was full when `newer` began. */
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
  state: string,
  { waits = false }: { readonly waits?: boolean } = {},
): Halves {
  for (let tries = 0; ; tries++) {
    const newer = open(state, "transcript", waits);
    let older: Half | undefined;
    try {
      older = open(state, "transcript.1", waits);
    } catch (error) {
      close(newer);
      throw error;
    }
    // The same one still: so nothing was rotated between the two. A writer that rotates all the time has no older half for us.
    if (newestInode(state) === newer?.inode) return { older, newer };
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

function open(state: string, name: string, waits: boolean): Half | undefined {
  const use = (): Half | undefined =>
    inChannel(state, [], ({ at, path }) => {
      const opened = openFile(at(name), join(path, name));
      if (opened === undefined) return undefined;
      const { ino: inode, size } = opened.stats;
      return { descriptor: opened.descriptor, inode, size };
    });
  return waits ? unlessNotOurs(use) : use();
}

/** The inode that is `transcript` now; undefined where that is no plain file. */
export function newestInode(state: string): number | undefined {
  return newest(state)?.ino;
}

/** What is `transcript` now, if it is a plain file. */
export function newest(state: string): { readonly ino: number; readonly size: number } | undefined {
  const now = unlessNotOurs(() =>
    inChannel(state, [], ({ at }) => lstatSync(at("transcript"), { throwIfNoEntry: false })),
  );
  return now?.isFile() === true ? now : undefined;
}

function unlessNotOurs<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}
