import type { Rehearsal } from "../live/rehearsal.js";
import { defaultSocket } from "@mosaicstack/fleet";

/** Where the fleet's server listens, by its own word; a path inside. */
export async function socketPath(fleet: Rehearsal): Promise<string> {
  const ask = ["display-message", "-p", "#{socket_path}"];
  return (await fleet.run("tmux", "-N", "-L", defaultSocket, ...ask)).stdout;
}
