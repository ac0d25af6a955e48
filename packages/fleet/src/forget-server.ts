import { rm } from "node:fs/promises";
import type { ServerState, Tmux } from "@mosaicstack/tmux-client";
import type { FleetPaths } from "./paths.js";

/** Removes what a server of ours leaves behind: the note of it and, once nobody listens there, its socket. */
export async function forgetServer(
  fleet: { paths: FleetPaths; tmux: Tmux; socket: string },
  state: ServerState["state"],
): Promise<void> {
  if (state === "absent") await rm(fleet.tmux.socketPath, { force: true });
  await rm(fleet.paths.serverRecord(fleet.socket), { force: true });
}
