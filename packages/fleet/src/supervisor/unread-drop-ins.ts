import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { dropInDirectories } from "@mosaicstack/systemd-units";

/**
 * Whether a drop-in of a loaded unit stands in the folder of the user's units, and is none of those that systemd has read: of a folder
 * that is new since its last reload systemd 252 says nothing, `NeedDaemonReload` neither. `read`: the files that it has read.
 */
export async function hasUnreadDropIns(
  units: string,
  unit: string,
  read: readonly string[],
): Promise<boolean> {
  if (read.length === 0) return false;
  // Of one name only the strongest counts.
  const names = new Set(read.map((path) => basename(path)));
  const found = await Promise.all(
    dropInDirectories(unit).map(async (name) => {
      const entries = await readdir(join(units, name), { withFileTypes: true }).catch(() => []);
      return entries.some(
        (each) => each.isFile() && /^[^.].*\.conf$/.test(each.name) && !names.has(each.name),
      );
    }),
  );
  return found.includes(true);
}
