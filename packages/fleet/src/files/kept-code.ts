import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { dropOldest, inFolder, isPrivate, readFile, replaceFile } from "@mosaicstack/outside-files";
import type { FleetPaths } from "./paths.js";

/** What V8 compiled of a program, so that the next run need not: see ADR 0032. */
export interface CompiledCode {
  readonly paths: Pick<FleetPaths, "tools">;
  /** Of the program's text. */
  readonly digest: string;
  /** Which part of it runs: a command. */
  readonly use: string;
  /** Of Node's, and what it was told: V8 takes what another one compiled for damaged. */
  readonly engine: readonly string[];
}

const MOST_BYTES = 32 * 1024 * 1024;
/** So many are kept, the newest. */
const KEPT = 8;
const FOLDER = "code";

/** What was kept; undefined where anything is not as `keepCode` leaves it: then the text is compiled anew. */
export function keptCode(code: CompiledCode): Buffer | undefined {
  const name = nameOf(code);
  try {
    return inFolder(rootOf(code), [FOLDER], (folder) => {
      if (!isPrivate(folder, name)) return undefined;
      const { bytes } = readFile(folder.at(name), MOST_BYTES) ?? {};
      const data = bytes?.subarray(SEAL);
      return data !== undefined && bytes?.toString("latin1", 0, SEAL) === sealOf(data)
        ? data
        : undefined;
    });
  } catch {
    return undefined;
  }
}

/**
 * Keeps it, mode 0600 in a folder of mode 0700, and drops the oldest; nothing where no fleet was installed yet. `make` is asked only
 * where it can be kept.
 */
export function keepCode(code: CompiledCode, make: () => Buffer): void {
  const name = nameOf(code);
  try {
    const keep = (folder: Parameters<typeof isPrivate>[0]): void => {
      if (!isPrivate(folder)) return;
      const data = make();
      replaceFile(folder.at(name), Buffer.concat([Buffer.from(sealOf(data)), data]));
      dropOldest(folder, KEPT);
    };
    const root = rootOf(code);
    // The folder above is other tools' too, and outlives an uninstall.
    inFolder(code.paths.tools, [], () => inFolder(root, [FOLDER], keep, { make: true }));
  } catch {
    // The next run compiles it again.
  }
}

/** Beside the scripts that agents are run by: who can write there says what runs anyway. */
function rootOf({ paths }: CompiledCode): string {
  return dirname(paths.tools);
}

function nameOf({ digest, use, engine }: CompiledCode): string {
  return createHash("sha256")
    .update(JSON.stringify([digest, use, engine]))
    .digest("hex");
}

/** Characters of a digest, and a line's end. */
const SEAL = 65;

/** V8 does not look whether what it takes back is whole. */
function sealOf(data: Buffer): string {
  return `${createHash("sha256").update(data).digest("hex")}\n`;
}
