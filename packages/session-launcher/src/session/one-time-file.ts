import { randomUUID } from "node:crypto";
import { lstatSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inFolder, listNames, NotOurs, replaceFile } from "@mosaicstack/outside-files";
import { LaunchError } from "../error.js";
import { identify, isAlive } from "./processes.js";

/** What waits for a start that reads it. */
export interface Once {
  readonly file: string;
  readonly remove: () => void;
}

/** Below a folder that agents can write too: none of the two is followed, and the text goes nowhere else. */
export function writeOnce(name: string, text: string, runtimeFolder: string): Once {
  const { pid, startTicks } = identify(process.pid) ?? { pid: process.pid, startTicks: "0" };
  const own = `${name}.${pid}-${startTicks}.${randomUUID()}`;
  const file = join(runtimeFolder, "once", own);
  try {
    makeFolder(runtimeFolder);
    inFolder(runtimeFolder, [], ({ at }) => makeWay(at("once")));
    inFolder(runtimeFolder, ["once"], ({ at }) => replaceFile(at(own), text, file), { make: true });
  } catch (cause) {
    if (cause instanceof LaunchError) throw cause;
    const message =
      cause instanceof NotOurs
        ? `${cause.message}: remove it, for the environment of an agent is handed over there`
        : `${file} cannot be written (${(cause as Error).message}): free space or fix permissions there`;
    throw new LaunchError("RuntimeFiles", message, { cause });
  }
  const remove = (): void => {
    try {
      inFolder(runtimeFolder, ["once"], ({ at }) => rmSync(at(own), { force: true }));
    } catch {
      // Something else stands there by now
    }
  };
  return { file, remove };
}

/** What is no folder at the place of one is nobody's to keep: one such would hold every start. */
function makeWay(place: string): void {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isDirectory()) rmSync(place, { force: true });
}

// Not the folders above: a missing XDG_RUNTIME_DIR is an error, as it is to the script.
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Names that are looked at; agents can make some, too. */
const MOST = 1000;

/** Removes the environments that were written for a start whose process was killed before the launcher had read them. */
export function removeLeftOnce(runtimeFolder: string): void {
  try {
    inFolder(runtimeFolder, ["once"], ({ at, path }) => {
      for (const name of listNames(at("."), MOST, path)) {
        const [, pid, startTicks = ""] = /\.(\d{1,10})-(\d{1,20})\.[0-9a-f-]{36}$/.exec(name) ?? [];
        if (pid !== undefined && startTicks !== "0" && !isAlive({ pid: Number(pid), startTicks }))
          rmSync(at(name), { force: true });
      }
    });
  } catch {
    // Not there, or not ours: then nothing of ours is in it
  }
}
