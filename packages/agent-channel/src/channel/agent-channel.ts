import { join } from "node:path";
import { inFolderBelow, readFile, type Folder, type FileContent } from "@mosaicstack/outside-files";

/** Where an agent's channel is, see docs/reference/agent-channel.md. The launcher makes both folders. */
export interface AgentChannel {
  /** Facts of this boot: activity, receipt, lock. Absolute. */
  readonly folder: string;
  /** What outlives it: queue, deliveries, conversation, transcript. Absolute. */
  readonly state: string;
}

/** `channels/SOCKET/AGENT` and `agents/SOCKET/AGENT`: so many of a path's last names are below what only the person writes. */
export const channelDepth = 3;

/**
 * Uses a folder of the channel, or one below it, entered without following a link; see `inFolder`. Undefined where it is not
 * there and `make` is not set. Throws NotOurs, and what the file system says.
 */
export function inChannel<T>(
  path: string,
  below: readonly string[],
  use: (folder: Folder) => T,
  options: { readonly make?: boolean } = {},
): T | undefined {
  return inFolderBelow(path, channelDepth, use, { ...options, below });
}

/** Makes what is missing of it, for this user alone. Throws NotOurs, and what the file system says. */
export function ensureChannel({ folder, state }: AgentChannel): void {
  inChannel(folder, [], () => undefined, { make: true });
  for (const name of ["queue", "taken"]) inChannel(state, [name], () => undefined, { make: true });
}

/**
 * Reads a file of a folder of the channel, of `most` bytes at most. Undefined where it is not there. Throws NotOurs, and what
 * the file system says.
 */
export function readInChannel(path: string, name: string, most: number): FileContent | undefined {
  return inChannel(path, [], (folder) => readFile(folder.at(name), most, join(folder.path, name)));
}
