import { pause } from "../transport/pause.js";
import { samePath } from "../values/address.js";
import { call } from "../transport/call.js";
import { tmuxError } from "../transport/failure.js";
import type { CallOptions } from "../transport/call-options.js";
import type { Client } from "../transport/client.js";
import { isTmuxError } from "../values/error.js";
import { findServer, isTmuxServer, listeningPaths } from "./process.js";
import { accepts, lostServer } from "../transport/socket.js";
import type { ServerEpoch } from "../values/target.js";

/** `version` is the server's own, which may differ from `tmux -V`. */
export type ServerState =
  | {
      readonly state: "running";
      readonly epoch: ServerEpoch;
      readonly version: string;
      readonly sessions: number;
    }
  | { readonly state: "absent" }
  | { readonly state: "socket-lost"; readonly pid: number }
  | { readonly state: "version-skew"; readonly pid?: number }
  | { readonly state: "exiting" }
  | { readonly state: "not-answering"; readonly pid?: number };

/** What a caller remembers of the server, so that it is found when its socket is gone. */
export interface KnownServer {
  readonly pid?: number | undefined;
}

/** Pauses between attempts against a server that is just ending, in milliseconds. */
export const BACK_OFF: readonly number[] = [20, 40, 80, 160, 320];

/** Throws TmuxError only for what is no state of a server: BinaryMissing, PermissionDenied, … */
export async function probe(client: Client, known: KnownServer = {}): Promise<ServerState> {
  for (const wait of [...BACK_OFF, undefined]) {
    try {
      return await running(client);
    } catch (error) {
      if (!isTmuxError(error, "ServerExiting") || wait === undefined) {
        return await stateOf(client, error, known);
      }
      await pause(client, wait);
    }
  }
  return { state: "exiting" };
}

/** Throws TmuxError unless a server answers. */
export async function running(
  client: Client,
  options: CallOptions = {},
): Promise<Extract<ServerState, { state: "running" }>> {
  const format = "#{pid} #{start_time} #{version}";
  const answer = await call(
    client,
    [
      ["display-message", "-p", format],
      ["list-sessions", "-F", "#{?@tmux_client_anchor,,.}"],
    ],
    options,
  );
  const [head = "", ...lines] = answer.toString("utf8").split("\n");
  const match = /^(\d+) (\d+) (\S+)$/.exec(head);
  if (!match) {
    throw tmuxError(
      client,
      "Protocol",
      `tmux answered ${JSON.stringify(head)}; check \`tmux -V\``,
      {},
    );
  }
  return {
    state: "running",
    epoch: { pid: Number(match[1]), startTime: Number(match[2]) },
    version: match[3] ?? "",
    sessions: lines.filter((line) => line === ".").length,
  };
}

async function stateOf(client: Client, error: unknown, known: KnownServer): Promise<ServerState> {
  if (isTmuxError(error, "Timeout")) return { state: "not-answering", ...pidOf(client, known) };
  if (isTmuxError(error, "VersionSkew")) return { state: "version-skew", ...pidOf(client, known) };
  if (isTmuxError(error, "ServerExiting")) return await exitingOrSkewed(client, known);
  if (isTmuxError(error, "SocketLost")) {
    const pid = await lostServer(client);
    return pid === undefined ? { state: "absent" } : { state: "socket-lost", pid };
  }
  if (isTmuxError(error, "ServerAbsent")) return await absentOrLost(client, known.pid);
  throw error;
}

async function absentOrLost(client: Client, pid: number | undefined): Promise<ServerState> {
  if (pid === undefined || !isTmuxServer(pid, client.options.uid)) return { state: "absent" };
  const paths = listeningPaths(pid);
  // A server that ends has closed its socket before its panes are gone.
  if (paths.length === 0) return { state: "exiting" };
  const ours = paths.some((path) => samePath(path, client.address.socketPath));
  return ours && !(await accepts(client.address.socketPath))
    ? { state: "socket-lost", pid }
    : { state: "absent" };
}

/** A client of another version and one of a server that ends say the same words. */
async function exitingOrSkewed(client: Client, known: KnownServer): Promise<ServerState> {
  const { pid } = pidOf(client, known);
  if (pid === undefined) {
    const accepted = await accepts(client.address.socketPath);
    return { state: accepted ? "version-skew" : "exiting" };
  }
  try {
    const own = await running(client, { binary: `/proc/${String(pid)}/exe` });
    return { state: "version-skew", pid: own.epoch.pid };
  } catch {
    return { state: "exiting" };
  }
}

function pidOf(client: Client, known: KnownServer): { pid?: number } {
  const { uid, prefix } = client.options;
  const found = prefix.length === 0 ? findServer(client.address.socketPath, uid) : undefined;
  if (found !== undefined) return { pid: found };
  return known.pid !== undefined && isTmuxServer(known.pid, uid) ? { pid: known.pid } : {};
}
