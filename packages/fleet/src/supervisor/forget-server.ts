import { lstatSync, unlinkSync, type Stats } from "node:fs";
import { basename, dirname } from "node:path";
import { inFolder, isOurs, NotOurs } from "@mosaicstack/outside-files";
import type { ServerState, Tmux } from "@mosaicstack/tmux-client";
import { removeOwn } from "../files/own-file.js";
import type { FleetPaths } from "../files/paths.js";
import { serverNote } from "./server-record.js";

/**
 * Removes what a server of ours leaves behind: the note of it, the file by which its first clients took turns and, once nobody
 * listens there, its socket. `state`: as it was found; one that ran was ended, and took its socket with it. Nothing through a
 * link, and nothing but a socket in its place: what is not ours stays, and doctor tells of it.
 */
export async function forgetServer(
  fleet: { paths: FleetPaths; tmux: Pick<Tmux, "socketPath">; socket: string },
  state: ServerState["state"],
): Promise<void> {
  if (state === "absent" || state === "running")
    removeSocket(fleet.tmux.socketPath, { isGone: state === "absent" });
  removeOwn(serverNote(fleet.paths, fleet.socket));
}

/** tmux makes the folder around it, `tmux-UID`, in one that may be everybody's. */
function removeSocket(path: string, { isGone }: { readonly isGone: boolean }): void {
  const folder = dirname(path);
  try {
    inFolder(dirname(folder), [basename(folder)], (entered) => {
      const remove = (name: string, isIt: (stats: Stats) => boolean): void => {
        const place = entered.at(name);
        const stats = lstatSync(place, { throwIfNoEntry: false });
        if (stats !== undefined && isIt(stats) && isOurs(stats.uid)) unlinkSync(place);
      };
      // Of two clients that found a server at once tmux may leave it. It is found by its socket, which is gone with the server.
      remove(`${basename(path)}.lock`, (stats) => stats.isFile() && stats.size === 0);
      if (isGone) remove(basename(path), (stats) => stats.isSocket());
    });
  } catch (error) {
    if (!(error instanceof NotOurs)) throw error;
  }
}
