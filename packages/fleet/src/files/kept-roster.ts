import { createHash, createHmac } from "node:crypto";
import type { DesiredFleet } from "@mosaicstack/roster";
import { inFolder, isPrivate, readFile } from "@mosaicstack/outside-files";
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
