import { isDeepStrictEqual } from "node:util";
import type { DesiredFleet } from "@mosaicstack/roster";
import {
  dropOldest,
  inFolder,
  isPrivate,
  replaceFile,
  type Folder,
} from "@mosaicstack/outside-files";
import { fromJson, toJson } from "./fleet-json.js";
import { keptRoster, nameOf, sealOf, type Reading } from "./kept-roster.js";

/** So many are kept, the newest; each is of one text of one roster. */
const KEPT = 8;

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
      dropOldest(folder, KEPT);
    };
    inFolder(reading.paths.cache, ["rosters"], keep, { make: true });
  } catch {
    // The next command reads the roster again.
  }
}
