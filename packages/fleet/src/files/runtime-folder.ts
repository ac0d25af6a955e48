import { lstatSync, mkdirSync, statSync, unlinkSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { inFolder, kind, listNames, NotOurs } from "@mosaicstack/outside-files";
import { FleetError } from "../error.js";
import type { FleetPaths } from "./paths.js";

type Runtime = Pick<FleetPaths, "runtime">;

interface RuntimeFolderFault {
  /** Behind its path, half a sentence. */
  readonly what: string;
  readonly remedy: string;
}

/**
 * Why nothing below the runtime folder can be believed; undefined where it is this user's alone, and where it is not there but
 * would be. In a shared temporary folder somebody else could have put anything at its place.
 */
export function runtimeFolderFault(
  { runtime }: Runtime,
  uid: number = ownUid(),
): RuntimeFolderFault | undefined {
  try {
    const own = lstatSync(runtime, { throwIfNoEntry: false });
    if (own !== undefined && !own.isDirectory()) return fault(`is ${kind(own)}, no folder`);
    if (own !== undefined && own.uid !== uid) return fault(`is somebody else's (uid ${own.uid})`);
    const parent = nearestAbove(runtime);
    // Who owns it may put another one at its place, and without the sticky bit so may whoever can write there.
    if (parent.uid !== uid && !isMachines(parent.uid))
      return fault(`lies in a folder of somebody else (uid ${parent.uid})`, elsewhere);
    if ((parent.mode & 0o022) !== 0 && (parent.mode & 0o1000) === 0)
      return fault("lies in a folder in which others may replace it", elsewhere);
    // Inside a folder that others cannot enter its own mode does not matter; systemd makes it with 0755.
    if (own !== undefined && (own.mode & 0o077) !== 0 && (parent.mode & 0o077) !== 0)
      return fault("can be entered by others", `Run \`chmod 700 ${runtime}\`.`);
    return undefined;
  } catch (error) {
    return fault(`cannot be used: ${(error as Error).message}`);
  }
}

const elsewhere = "Set XDG_RUNTIME_DIR to a folder of your own with mode 0700.";

function fault(
  what: string,
  remedy = "Remove what stands there, or set XDG_RUNTIME_DIR to a folder of your own with mode 0700.",
): RuntimeFolderFault {
  return { what, remedy };
}

/** The folder that it stands in; where that is not there yet, the one in which that would be made. */
function nearestAbove(path: string): Stats {
  const parent = dirname(path);
  const stats = statSync(parent, { throwIfNoEntry: false });
  return stats ?? nearestAbove(parent);
}

/** Throws FleetError `Failed` for a runtime folder of which nothing can be believed. */
export function assertRuntimeFolder(paths: Runtime, uid: number = ownUid()): void {
  const found = runtimeFolderFault(paths, uid);
  if (found !== undefined) throw refused(paths, found);
}

/** Makes it where it is not there, and proves that it is ours alone, before anything secret goes into it. Throws FleetError `Failed`. */
export async function ensureRuntimeFolder(paths: Runtime, uid: number = ownUid()): Promise<void> {
  assertRuntimeFolder(paths, uid);
  try {
    mkdirSync(paths.runtime, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw refused(paths, fault(`cannot be used: ${(cause as Error).message}`));
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
    // A start that is to put something there says so itself. A file that another start swept meanwhile is gone as well.
    if (!(error instanceof NotOurs || (error as NodeJS.ErrnoException).code === "ENOENT"))
      throw error;
  }
}

function refused({ runtime }: Runtime, { what, remedy }: RuntimeFolderFault): FleetError {
  return new FleetError("Failed", `the runtime folder ${runtime} ${what}`, { remedy });
}

/** Root's; and whom a container without root's rights shows in its place, as it does nobody of its own. */
function isMachines(uid: number): boolean {
  return uid === 0 || uid === 65_534;
}

function ownUid(): number {
  return process.getuid?.() ?? 0;
}
