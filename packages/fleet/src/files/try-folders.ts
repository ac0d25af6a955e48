import { randomUUID } from "node:crypto";
import { lstatSync } from "node:fs";
import { open, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inBatches } from "../supervisor/in-batches.js";
import type { FleetPaths } from "./paths.js";
import { runtimeFolderFault } from "./runtime-folder.js";

/** A folder with what it is for. */
export interface FolderUse {
  readonly use: "state" | "runtime" | "configuration" | "units";
  readonly path: string;
}

/** A folder in which nothing can be written, as the system says. */
export interface FolderTrouble extends FolderUse {
  /** As `ENOSPC`. */
  readonly code: string;
  /** Half a sentence. */
  readonly message: string;
  readonly remedy: string;
}

/** As much as a record with a message takes. */
const trialBytes = 16 * 1024;

/**
 * Tries what the verbs do in each folder of the fleet: writes a small file as a whole, and removes it. Of a folder that is not there
 * yet, the one above it is tried in which it would be made. `used`: those below that are tried too, where that use has no trouble yet.
 */
export async function tryFolders(
  paths: FleetPaths,
  used: readonly FolderUse[] = [],
): Promise<FolderTrouble[]> {
  const folders: readonly FolderUse[] = [
    { use: "state", path: paths.state },
    { use: "runtime", path: paths.runtime },
    { use: "configuration", path: paths.config },
    { use: "units", path: paths.units },
  ];
  // Nothing is tried where others may have put what they like: not even a trial goes through a link of theirs.
  const isRefused = runtimeFolderFault(paths) !== undefined;
  const mayTry = ({ use }: FolderUse): boolean => use !== "runtime" || !isRefused;
  const found = await tryAll(folders.filter(mayTry));
  const tried = new Set(await Promise.all(folders.map(async ({ path }) => await nearest(path))));
  const below = new Map<string, FolderUse>();
  for (const { use, path } of used.filter(mayTry)) {
    const folder = await nearest(path);
    if (leadsElsewhere(use === "runtime" ? paths.runtime : paths.state, path)) continue;
    if (!tried.has(folder) && !found.some((trouble) => trouble.use === use))
      below.set(folder, { use, path: folder });
  }
  return [...found, ...(await tryAll([...below.values()]))];
}

/** Whether a link stands on the way, which an agent can have put there: what it leads to is not ours to try. */
function leadsElsewhere(root: string, path: string): boolean {
  const names = path.startsWith(`${root}/`) ? path.slice(root.length + 1).split("/") : [];
  return names.some((_, index) => {
    const place = join(root, ...names.slice(0, index + 1));
    try {
      return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    } catch {
      return false;
    }
  });
}

async function tryAll(folders: readonly FolderUse[]): Promise<FolderTrouble[]> {
  const found = await inBatches(folders, 16, tryFolder);
  return found.filter((trouble) => trouble !== undefined);
}

/** Undefined where it can be written. */
async function tryFolder({ use, path }: FolderUse): Promise<FolderTrouble | undefined> {
  const file = join(await nearest(path), `.mosaic-fleet-trial.${randomUUID()}`);
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(Buffer.alloc(trialBytes));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return undefined;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const { what, remedy } = whyNot(error, path);
    return {
      use,
      path,
      code,
      message: `the ${use} folder ${path} cannot be written: ${what}`,
      remedy,
    };
  } finally {
    await rm(file, { force: true }).catch(() => {});
  }
}

/** Why nothing can be written, or removed, in a folder: half a sentence, and what to do. */
export function whyNot(error: unknown, folder: string): { what: string; remedy: string } {
  const { code = "", message } = error as NodeJS.ErrnoException;
  const [what, remedy] = words[code] ?? [message, "See what stands in its way."];
  return { what: `${what} (${code})`, remedy: remedy.replaceAll("PATH", folder) };
}

/** The codes that a write in such a folder fails with; the last is that of a folder which is to be made where a file stands. */
export function isFolderCode(code: unknown): boolean {
  return typeof code === "string" && (Object.hasOwn(words, code) || code === "EEXIST");
}

const words: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: [
    "no space is left",
    "Free space there; `df -h PATH` and `df -i PATH` show what is full.",
  ],
  EDQUOT: ["your quota is used up", "Free space there; `quota` shows what you may use."],
  EROFS: ["its file system is read-only", "Have it mounted writable: `findmnt -T PATH` shows it."],
  EACCES: ["you may not", "See whose it is with `ls -ld PATH`, then `chown` or `chmod` it."],
  EPERM: ["you may not", "See `ls -ld PATH` and `lsattr -d PATH`."],
  ENOTDIR: [
    "a file stands where a folder should",
    "Move that file away: `ls -ld PATH` and its parents.",
  ],
};

/** The folder itself, or the first one above that is there. */
async function nearest(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      await stat(folder);
      return folder;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" || folder === dirname(folder)) return folder;
    }
  }
}
