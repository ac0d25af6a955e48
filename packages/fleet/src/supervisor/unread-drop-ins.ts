import { lstatSync } from "node:fs";
import { basename, join } from "node:path";
import { dropInDirectories } from "@mosaicstack/systemd-units";
import { namesIn } from "../files/names-in.js";
import type { FleetPaths } from "../files/paths.js";

/**
 * Whether a drop-in of a loaded unit stands in the folder of the user's units, and is none of those that systemd has read: of a folder
 * that is new since its last reload systemd 252 says nothing, `NeedDaemonReload` neither. `read`: the files that it has read.
 */
export function hasUnreadDropIns(
  paths: Pick<FleetPaths, "units">,
  unit: string,
  read: readonly string[],
): boolean {
  if (read.length === 0) return false;
  // Of one name only the strongest counts.
  const known = new Set(read.map((path) => basename(path)));
  const there = namesIn(paths.units, paths);
  return dropInDirectories(unit)
    .filter((name) => there.includes(name))
    .some((name) =>
      namesIn(join(paths.units, name), paths).some(
        (each) =>
          /^[^.].*\.conf$/.test(each) && !known.has(each) && isFile(join(paths.units, name, each)),
      ),
    );
}

/** A link hides what it is named after, and need not be read. */
function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
