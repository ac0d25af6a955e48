import { basename } from "node:path";
import { digest } from "./digest.js";
import { readOwn, writeOwn, type OwnFile } from "./own-file.js";
import type { FleetPaths } from "./paths.js";
import type { WantedFile } from "./write-file.js";

/**
 * By file name the digest of the shipped text that was last put there: what differs from it was edited by somebody since, what
 * does not is merely of another version. Empty where nothing is known.
 */
export function readShipped(paths: FleetPaths): ReadonlyMap<string, string> {
  try {
    const lines = (readOwn(shippedNote(paths)) ?? "").split("\n");
    return new Map(
      lines.flatMap((line) => {
        const [, known, name] = /^([0-9a-f]{16}) (\S+)$/.exec(line) ?? [];
        return known === undefined || name === undefined ? [] : [[name, known] as const];
      }),
    );
  } catch {
    return new Map();
  }
}

/** Throws FleetError `Failed`. */
export function noteShipped(paths: FleetPaths, files: readonly WantedFile[]): void {
  const noted = new Map(readShipped(paths));
  for (const { path, text } of files) noted.set(basename(path), digest(text));
  const lines = [...noted].map(([name, known]) => `${known} ${name}\n`);
  writeOwn(shippedNote(paths), lines.join(""));
}

/** `shipped` in the state folder. */
function shippedNote({ state }: FleetPaths): OwnFile {
  return { root: state, names: ["shipped"] };
}
