import { lstatSync, mkdirSync, statSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { inFolder, kind, listNames, NotOurs } from "@mosaicstack/session-launcher";
import { FleetError } from "./error.js";
import type { FleetPaths } from "./paths.js";

type Runtime = Pick<FleetPaths, "runtime">;

export const runtimeFolderRemedy =
  "Remove what stands there, or set XDG_RUNTIME_DIR to a folder of your own with mode 0700.";

/**
 * Why nothing below the runtime folder can be believed, half a sentence; undefined where it is this user's alone, and where it
 * is not there. In a shared temporary folder somebody else could have put anything at its place.
 */
export function runtimeFolderFault(
  { runtime }: Runtime,
  uid: number = ownUid(),
): string | undefined {
  try {
    const own = lstatSync(runtime, { throwIfNoEntry: false });
    if (own === undefined) return undefined;
    if (!own.isDirectory()) return `is ${kind(own)}, no folder`;
    if (own.uid !== uid) return `is somebody else's (uid ${own.uid})`;
    const parent = statSync(dirname(runtime));
    // Who owns it may put another one at its place, and without the sticky bit so may whoever can write there.
    if (parent.uid !== uid && !isMachines(parent.uid))
      return `lies in a folder of somebody else (uid ${parent.uid})`;
    if ((parent.mode & 0o1002) === 0o002)
      return "lies in a folder in which everybody may replace it";
    // Inside a folder that others cannot enter its own mode does not matter; systemd makes it with 0755.
    if ((own.mode & 0o077) !== 0 && (parent.mode & 0o077) !== 0) return "can be entered by others";
    return undefined;
  } catch (error) {
    return `cannot be used: ${(error as Error).message}`;
  }
}

/** Throws FleetError `Failed` for a runtime folder of which nothing can be believed. */
export function assertRuntimeFolder(paths: Runtime, uid: number = ownUid()): void {
  const fault = runtimeFolderFault(paths, uid);
  if (fault !== undefined) throw refused(paths, fault);
}

/** Makes it where it is not there, and proves that it is ours alone, before anything secret goes into it. Throws FleetError `Failed`. */
export async function ensureRuntimeFolder(paths: Runtime, uid: number = ownUid()): Promise<void> {
  assertRuntimeFolder(paths, uid);
  try {
    mkdirSync(paths.runtime, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw refused(paths, `cannot be used: ${(cause as Error).message}`);
  }
  assertRuntimeFolder(paths, uid);
  sweep(paths);
}

/** More names than this no fleet of ours leaves there: then nothing is swept, for nobody waits for a flood of them. */
const MOST = 10_000;

/** One-time files that a killed start left behind; a living start takes its own within milliseconds. */
function sweep({ runtime }: Runtime): void {
  try {
    inFolder(runtime, ["once"], (once) => {
      for (const name of listNames(once.at("."), MOST, once.path)) {
        const stats = lstatSync(once.at(name), { throwIfNoEntry: false });
        if (stats === undefined || stats.isDirectory()) continue;
        if (Date.now() - stats.mtimeMs > 60_000) unlinkSync(once.at(name));
      }
    });
  } catch (error) {
    // Nothing is put there then either: the launcher says so. A file that another start swept meanwhile is gone as well.
    if (!(error instanceof NotOurs || (error as NodeJS.ErrnoException).code === "ENOENT"))
      throw error;
  }
}

function refused({ runtime }: Runtime, fault: string): FleetError {
  return new FleetError("Failed", `the runtime folder ${runtime} ${fault}`, {
    remedy: runtimeFolderRemedy,
  });
}

/** Root's; and whom a container without root's rights shows in its place, as it does nobody of its own. */
function isMachines(uid: number): boolean {
  return uid === 0 || uid === 65_534;
}

function ownUid(): number {
  return process.getuid?.() ?? 0;
}
