import { rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { inFolder } from "../outside/folder.js";

/** Removes the record of an agent, `sessions/SOCKET/AGENT`, without following a link on the way. Throws NotOurs, and what the file system says. */
export function removeRecord(file: string): void {
  const socket = dirname(file);
  const sessions = dirname(socket);
  const below = [basename(sessions), basename(socket)];
  inFolder(dirname(sessions), below, (folder) => {
    // A folder that stands there is none of the launcher's.
    rmSync(folder.at(basename(file)), { force: true });
  });
}
