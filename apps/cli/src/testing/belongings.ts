import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  truncateSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";

/** What a person has in a home beside the fleet, for planted links to lead to. */
export interface Belongings {
  /** A file of some lines, as old as what a sweep would remove. */
  readonly file: string;
  /** A folder with an old file and an old folder in it. */
  readonly folder: string;
  /** Nothing is there, and nothing may come there, not even for a moment: the time of that folder tells. */
  readonly absent: string;
  /** A file of newlines, to be linked hard; no part of what is guarded. */
  readonly newlines: string;
}

const OLD = new Date("2020-01-01T00:00:00Z");

/** Puts them into a home. `newlines`: bytes of that file. */
export function layOutBelongings(home: string, newlines: number): Belongings {
  const folder = join(home, "docs");
  mkdirSync(join(folder, "letters"), { recursive: true });
  const belongings = {
    file: join(home, "precious.txt"),
    folder,
    absent: join(folder, "absent.txt"),
    newlines: join(home, ".cache", "newlines"),
  };
  writeFileSync(belongings.file, "state=idle\nsource=hook\nprecious\n");
  writeFileSync(join(folder, "old.txt"), "ten years of work\n");
  writeFileSync(join(folder, "letters", "one.txt"), "dear reader\n");
  symlinkSync("old.txt", join(folder, "newest"));
  for (const path of [belongings.file, join(folder, "old.txt"), join(folder, "letters"), folder])
    utimesSync(path, OLD, OLD);
  mkdirSync(join(home, ".cache"), { recursive: true });
  writeFileSync(belongings.newlines, "");
  appendNewlines(belongings.newlines, newlines);
  return belongings;
}

function appendNewlines(path: string, bytes: number): void {
  const block = Buffer.alloc(4 * 1024 * 1024, "\n");
  for (let left = bytes; left > 0; left -= block.length)
    writeFileSync(path, block.subarray(0, Math.min(left, block.length)), { flag: "a" });
  truncateSync(path, bytes);
}

/**
 * Everything below a home but what the fleet itself writes, as one line for each: kind, mode, owner, time, content. Two of
 * these are equal where nothing outside was touched.
 */
export function guard(home: string): Record<string, string> {
  const lines: Record<string, string> = {};
  const look = (folder: string): void => {
    for (const name of readdirSync(folder).toSorted()) {
      const path = join(folder, name);
      const place = relative(home, path);
      if (ours.some((each) => place === each)) continue;
      const stats = lstatSync(path);
      const isHolder = holders.includes(place);
      const content = stats.isSymbolicLink()
        ? readlinkSync(path)
        : stats.isFile()
          ? createHash("sha256").update(readFileSync(path)).digest("hex")
          : "";
      // Of a folder both: a file that came and went changes them, and none can be set back to hide it. Links change a file's.
      const changed = stats.isDirectory() ? ` ${stats.ctimeMs}` : "";
      const when = isHolder ? "" : `${stats.mtimeMs}${changed}`;
      lines[place] = `${stats.mode.toString(8)} ${stats.uid} ${when} ${content}`;
      if (stats.isDirectory()) look(path);
    }
  };
  look(home);
  return lines;
}

/** What the fleet writes, or the test's own programs do. */
const ours = [".config/mosaic", ".config/systemd", ".local/state/mosaic", ".cache", "program"];
/** Folders that ours stand in: their time changes when one is made. */
const holders = [".config", ".local", ".local/state"];
