import { basename, dirname, join } from "node:path";
import type { AgentChannel } from "../channel/agent-channel.js";
import type { KeptLog } from "../log/halves.js";

/**
 * Where the events of all agents on one socket are added, a JSON line each: `events/SOCKET/events`, beside `agents/SOCKET/AGENT`.
 * The launcher makes the folder.
 */
export function journalOf({ state }: AgentChannel): KeptLog {
  const socket = dirname(state);
  const folder = join(dirname(dirname(socket)), "events", basename(socket));
  return { folder, depth: DEPTH, name: "events" };
}

/** `events/SOCKET` */
const DEPTH = 2;
