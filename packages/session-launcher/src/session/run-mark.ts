import { basename, dirname, join } from "node:path";
import { inFolderBelow, listNames, readFile, type Folder } from "@mosaicstack/outside-files";
import type { ProcessTable } from "./processes.js";

/**
 * What everything that an agent starts inherits: `MOSAIC_RUN=FOLDER:SECRET`, with the launcher's folder of this session. See
 * docs/decisions/0014-what-a-mark-proves.md.
 */
export interface RunMark {
  readonly folder: string;
  /** What `FOLDER/mark` holds; undefined where there is none to be read, as of a session that an older launcher made. */
  readonly secret: string | undefined;
  /** Milliseconds since the epoch at which that was written. */
  readonly at: number | undefined;
  /** When its pane half began, in clock ticks since boot, as that noted it itself. */
  readonly born: number | undefined;
}

export const MARK_VARIABLE = "MOSAIC_RUN";

/** Never throws: what stands there may be the agent's. */
export function readMark(folder: string): RunMark {
  const file = within(folder, (place) => readFile(place.at("mark"), 256));
  const secret = /^[\w-]{8,128}\n?$/.exec(file?.text ?? "")?.[0].trim();
  const born = /^\d{1,15}\n?$/.exec(
    within(folder, (place) => readFile(place.at("born"), 64))?.text ?? "",
  )?.[0];
  return {
    folder,
    secret,
    at: secret === undefined ? undefined : file?.at,
    born: born === undefined ? undefined : Number(born),
  };
}

/** Whether a value of MOSAIC_RUN is this mark. */
export function isMark(value: string, { folder, secret }: RunMark): boolean {
  if (secret !== undefined) return value === `${folder}:${secret}`;
  return value === folder || (value.startsWith(`${folder}:`) && /:[\w-]+$/.test(value));
}

/** Whether a path is one that the launcher gives a session of this name: by hand, or under a unit. */
export function isRunFolder(
  path: string,
  name: string,
  runtimeFolder: string | undefined,
): boolean {
  const [parent, own] = [dirname(path), basename(path)];
  if (path !== join("/", path) || (runtimeFolder ?? dirname(parent)) !== dirname(parent))
    return false;
  return basename(parent) === "agents"
    ? own === name
    : isHandFolder(path) && starterOf(own, name) > 0;
}

/** One that ends with its session; that of a unit is the manager's. */
export function isHandFolder(path: string): boolean {
  return basename(dirname(path)) === "hand";
}

/**
 * Marks of sessions of this name, by hand, of which neither the starter nor the pane half is left: another fleet's agent of this
 * name has one. Only those whose `mark` is there, for nothing else proves what is left of them.
 */
export function leftBehind(
  runtimeFolder: string | undefined,
  name: string,
  table: ProcessTable,
): RunMark[] {
  if (runtimeFolder === undefined) return [];
  const isRunning = (pid: number): boolean => !["Z", "X"].includes(table.get(pid)?.state ?? "X");
  return handFolders(runtimeFolder)
    .filter((each) => {
      const starter = starterOf(each, name);
      return starter > 0 && !isRunning(starter);
    })
    .map((each) => join(runtimeFolder, "hand", each))
    .filter((folder) => {
      const half = paneHalfOf(folder);
      return half !== undefined && !isRunning(half);
    })
    .map(readMark)
    .filter(({ secret }) => secret !== undefined);
}

function handFolders(runtimeFolder: string): string[] {
  try {
    const list = (hand: Folder): string[] => listNames(hand.at("."), 10_000, hand.path);
    return inFolderBelow(join(runtimeFolder, "hand"), 2, list) ?? [];
  } catch {
    return [];
  }
}

/** Process id of the starter, by the name of a folder; 0 where it is none of this agent's. */
function starterOf(own: string, name: string): number {
  const [, starter] = own.startsWith(`${name}.`) ? (/\.(\d{1,10})$/.exec(own) ?? []) : [];
  return own === `${name}.${starter}` ? Number(starter) : 0;
}

/** Process id in the note of a pane half; undefined where there is none: a note can be lost while its writer lives. */
function paneHalfOf(folder: string): number | undefined {
  const text = within(folder, (place) => readFile(place.at("pane"), 64))?.text ?? "";
  return /^\d{1,10}\n?$/.test(text) ? Number(text) : undefined;
}

/** Undefined also for what is not ours. The last three names of the path are below what only the person writes. */
function within<T>(path: string, use: (folder: Folder) => T): T | undefined {
  try {
    return inFolderBelow(path, 3, use);
  } catch {
    return undefined;
  }
}
