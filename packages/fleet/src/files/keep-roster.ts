import { lstatSync, unlinkSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { DesiredFleet } from "@mosaicstack/roster";
import { inFolder, listNames, replaceFile, type Folder } from "@mosaicstack/outside-files";
import { fromJson, toJson } from "./fleet-json.js";
import { isPrivate, keptRoster, nameOf, sealOf, type Reading } from "./kept-roster.js";

/** So many are kept, the newest; each is of one text of one roster. */
const KEPT = 8;
const MOST_NAMES = 10_000;

/** Keeps what a reading gave, mode 0600 in folders of mode 0700, and drops the oldest. What cannot be kept costs time only. */
export function keepRoster(reading: Reading, fleet: DesiredFleet): void {
  const name = nameOf(reading);
  const json = toJson(fleet);
  try {
    // A value that JSON does not carry would come back as another one.
    if (keptRoster(reading) !== undefined || !isDeepStrictEqual(fromJson(json), fleet)) return;
    const keep = (folder: Folder): void => {
      if (!isPrivate(folder)) return;
      replaceFile(folder.at(name), `${sealOf(reading, name, json)}\n${json}`);
      dropOldest(folder);
    };
    inFolder(reading.paths.cache, ["rosters"], keep, { make: true });
  } catch {
    // The next command reads the roster again.
  }
}

function dropOldest(folder: Folder): void {
  const files = listNames(folder.at("."), MOST_NAMES).flatMap((name) => {
    const stats = lstatSync(folder.at(name), { throwIfNoEntry: false });
    return stats === undefined || stats.isDirectory() ? [] : [{ name, at: stats.mtimeMs }];
  });
  const old = files.toSorted((one, other) => other.at - one.at).slice(KEPT);
  for (const { name } of old) unlinkSync(folder.at(name));
}
