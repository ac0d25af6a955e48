import { rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { inFolderBelow } from "@mosaicstack/outside-files";

/** Removes the record of an agent, `sessions/SOCKET/AGENT`, without following a link on the way. Throws NotOurs, and what the file system says. */
export function removeRecord(file: string): void {
  inFolderBelow(dirname(file), 2, (folder) => {
    // A folder that stands there is none of the launcher's.
    rmSync(folder.at(basename(file)), { force: true });
  });
}
