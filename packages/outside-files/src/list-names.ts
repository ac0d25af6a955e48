import { opendirSync } from "node:fs";
import { NotOurs, understood } from "./not-ours.js";

/**
 * The names in a folder, in no order, `most` of them at most; empty where it is not there. Throws NotOurs where it holds more,
 * or is no folder. `path` is what a person is told.
 */
export function listNames(place: string, most: number, path: string = place): string[] {
  const names: string[] = [];
  try {
    const folder = opendirSync(place, { bufferSize: 256 });
    try {
      for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
        if (names.length === most) throw new NotOurs(path, `a folder of more than ${most} files`);
        names.push(entry.name);
      }
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    const why = error instanceof NotOurs ? error : understood(path, error);
    if (why !== undefined) throw why;
  }
  return names;
}
