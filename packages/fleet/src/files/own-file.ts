import { lstatSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import {
  inFolder,
  listedNames,
  NotOurs,
  readFile,
  replaceFile,
  type Folder,
} from "@mosaicstack/outside-files";
import { FleetError } from "../error.js";
import type { FleetPaths } from "./paths.js";

/** A small file of the fleet's own, below its state or its runtime folder. Agents can write there as well: no link is followed. */
export interface OwnFile {
  /** The state or the runtime folder. */
  readonly root: string;
  /** Of the folders below it, and of the file. */
  readonly names: readonly [string, ...string[]];
}

/** Where the launcher writes of an agent's session: `sessions/SOCKET/AGENT` in the state folder. */
export function sessionNote(
  { paths, socket }: { readonly paths: FleetPaths; readonly socket: string | undefined },
  agent: string,
): OwnFile {
  return { root: paths.state, names: ["sessions", socket ?? "default", agent] };
}

/** What the fleet notes is a line. */
const mostBytes = 4096;

export function pathOf({ root, names }: OwnFile): string {
  return join(root, ...names);
}

/** Its text; undefined where it is not there. Throws NotOurs for anything else that stands there, and what the file system says. */
export function readOwn(file: OwnFile, most: number = mostBytes): string | undefined {
  return within(file, (folder, name) => readFile(folder.at(name), most, pathOf(file))?.text);
}

/** What `readOwn` says of one of many files, or throws. */
export type OwnText = { readonly text: string | undefined } | { readonly error: unknown };

/**
 * `readOwn` of many files of one folder, which is entered once: a hundred agents have a hundred notes. By name; one that cannot
 * be read costs the others nothing.
 */
export function readOwnNotes(
  root: string,
  folder: readonly string[],
  names: readonly string[],
): Map<string, OwnText> {
  const pathOfName = (name: string): string => join(root, ...folder, name);
  const read = (entered: Folder, there: ReadonlySet<string> | undefined, name: string): OwnText => {
    try {
      if (there?.has(name) === false) return { text: undefined };
      return { text: readFile(entered.at(name), mostBytes, pathOfName(name))?.text };
    } catch (error) {
      return { error };
    }
  };
  try {
    return (
      inFolder(root, folder, (entered) => {
        const there = listedNames(entered);
        return new Map(names.map((name) => [name, read(entered, there, name)]));
      }) ?? new Map(names.map((name) => [name, { text: undefined }]))
    );
  } catch (error) {
    return new Map(names.map((name) => [name, { error }]));
  }
}

/** The same, where it does not matter why nothing can be read: doctor tells what stands there. */
export function readOwnOrNothing(file: OwnFile, most?: number): string | undefined {
  try {
    return readOwn(file, most);
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}

/** Makes it be exactly this, mode 0600, in folders of mode 0700. Throws FleetError `Failed` with the path and what to do. */
export function writeOwn(file: OwnFile, text: string): void {
  try {
    within(
      file,
      (folder, name) => {
        if (isRight(folder.at(name), text)) return;
        replaceFile(folder.at(name), text, pathOf(file));
      },
      true,
    );
  } catch (cause) {
    throw cannotBe("written", file, cause);
  }
}

/**
 * Takes it away; a link that stands there goes, not what it leads to. What is not ours stays: it is not believed either. Throws
 * FleetError `Failed` with the path and what to do.
 */
export function removeOwn(file: OwnFile): void {
  try {
    within(file, (folder, name) => {
      const stats = lstatSync(folder.at(name), { throwIfNoEntry: false });
      if (stats?.isDirectory() === false) unlinkSync(folder.at(name));
    });
  } catch (cause) {
    if (!(cause instanceof NotOurs)) throw cannotBe("removed", file, cause);
  }
}

function within<T>(
  { root, names }: OwnFile,
  use: (folder: Folder, name: string) => T,
  make = false,
): T | undefined {
  const name = names.at(-1) ?? "";
  return inFolder(root, names.slice(0, -1), (folder) => use(folder, name), { make });
}

/** An fsync for each of a hundred agents at each start would be felt. */
function isRight(place: string, text: string): boolean {
  try {
    const stats = lstatSync(place, { throwIfNoEntry: false });
    return (stats?.mode ?? 0) % 0o1000 === 0o600 && readFile(place, mostBytes)?.text === text;
  } catch {
    return false;
  }
}

function cannotBe(what: string, file: OwnFile, cause: unknown): FleetError {
  const path = pathOf(file);
  if (cause instanceof NotOurs)
    return new FleetError("Failed", `${path} cannot be ${what}: ${cause.message}`, {
      remedy: `Look at it with \`ls -ld ${cause.path}\`, then remove it.`,
      cause,
    });
  return new FleetError("Failed", `${path} cannot be ${what}: ${(cause as Error).message}`, {
    remedy: "Free space, or fix the permissions of its folder; nothing was changed there.",
    cause,
  });
}
