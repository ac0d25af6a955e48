import { createHash, createHmac } from "node:crypto";
import { lstatSync, statSync } from "node:fs";
import type { DesiredFleet } from "@mosaicstack/roster";
import { inFolder, readFile, type Folder } from "@mosaicstack/outside-files";
import { fromJson } from "./fleet-json.js";
import type { FleetPaths } from "./paths.js";

/** All on which it depends what a roster says. */
export interface Reading {
  readonly paths: Pick<FleetPaths, "home" | "cache" | "worktrees">;
  /** Of the code that reads, see `rosterReader`. */
  readonly reader: string;
  /** As it was named. */
  readonly file: string;
  readonly text: string;
}

/** A roster of 4 MiB says less than this. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * What this reading gave before, if it was kept. Undefined where anything is not as `keepRoster` leaves it: then the text is
 * read anew. Its seal holds against what was cut, mixed up or written without knowing the roster, and no further: see ADR 0016.
 */
export function keptRoster(reading: Reading): DesiredFleet | undefined {
  const name = nameOf(reading);
  try {
    return inFolder(reading.paths.cache, ["rosters"], (folder) => {
      if (!isPrivate(folder, name)) return undefined;
      const { bytes } = readFile(folder.at(name), MOST_BYTES) ?? {};
      if (bytes === undefined) return undefined;
      const [seal, json] = [bytes.toString("latin1", 0, 64), bytes.subarray(65)];
      return seal === sealOf(reading, name, json) ? fromJson(json.toString()) : undefined;
    });
  } catch {
    return undefined;
  }
}

/** The name under which it is kept. */
export function nameOf({ paths, reader, file, text }: Reading): string {
  const hash = createHash("sha256").update(
    JSON.stringify([reader, paths.home, paths.worktrees, file]),
  );
  return hash.update(text).digest("hex");
}

/** Stands in front of what is kept. Who does not know the roster's text cannot make it. */
export function sealOf({ text }: Reading, name: string, json: string | Buffer): string {
  return createHmac("sha256", text).update(name).update(json).digest("hex");
}

/** Whether nobody else can write there, nor read the file; false where there is no file of that name. */
export function isPrivate(folder: Folder, name?: string): boolean {
  if ((statSync(folder.at(".")).mode & 0o022) !== 0) return false;
  if (name === undefined) return true;
  const stats = lstatSync(folder.at(name), { throwIfNoEntry: false });
  return stats !== undefined && (stats.mode & 0o7777) === 0o600;
}
