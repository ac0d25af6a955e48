import { pause } from "../transport/pause.js";
import { samePath } from "../values/address.js";
import type { Client } from "../transport/client.js";
import { TmuxError, invalidArgument, isTmuxError } from "../values/error.js";
import { running } from "./probe.js";
import { hasProc, isTmuxServer, listeningPaths } from "./process.js";

export async function recover(client: Client, pid: number): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 1) {
    throw invalidArgument(`pid ${String(pid)} is no tmux server: take it from \`server.probe()\``);
  }
  if (!hasProc()) {
    throw new TmuxError(
      "Unsupported",
      `without /proc nothing proves that ${String(pid)} is a tmux server: check it and run \`kill -USR1 ${String(pid)}\``,
    );
  }
  const until = Date.now() + client.options.deadlineMs;
  // A server that answers there would lose its socket to the other.
  const present = await answering(client, until);
  if (present !== undefined) return present === pid;
  if (!isTmuxServer(pid, client.options.uid) || !isOurs(client, pid)) return false;
  process.kill(pid, "SIGUSR1");
  while (Date.now() < until) {
    const answered = await answering(client, until);
    if (answered !== undefined) return answered === pid;
    await pause(client, 20);
  }
  return false;
}

function isOurs(client: Client, pid: number): boolean {
  return listeningPaths(pid).some((path) => samePath(path, client.address.socketPath));
}

/** The pid of the server that answers on the socket. Undefined when none does. */
async function answering(client: Client, until: number): Promise<number | undefined> {
  try {
    const deadlineMs = Math.max(1, until - Date.now());
    return (await running(client, { deadlineMs })).epoch.pid;
  } catch (error) {
    if (isTmuxError(error, "ServerAbsent", "SocketLost", "ServerExiting", "Timeout"))
      return undefined;
    throw error;
  }
}
