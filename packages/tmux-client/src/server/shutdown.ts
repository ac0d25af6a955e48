import { lstatSync, unlinkSync } from "node:fs";
import type { Client } from "../transport/client.js";
import { tmuxError } from "../transport/failure.js";
import { EPOCH_WITNESS, callGuarded, epochConditions } from "../transport/guard.js";
import { pause } from "../transport/pause.js";
import { isTmuxError } from "../values/error.js";
import { hasProc, isTmuxServer, listeningPaths, processBirth } from "./process.js";
import { running } from "./probe.js";
import { refuseDefault } from "./start.js";
import { checkEpoch } from "../values/target.js";
import type { ServerEpoch } from "../values/target.js";

export async function shutdown(client: Client, epoch: ServerEpoch): Promise<void> {
  refuseDefault(client, "ended");
  checkEpoch(epoch);
  const birth = processBirth(epoch.pid);
  const socket = socketFile(client);
  try {
    const guard = { conditions: epochConditions(epoch), witness: EPOCH_WITNESS };
    const shown = ["kill-server"];
    const verdict = await callGuarded(client, guard, [["kill-server"]], { shown });
    if (!verdict.held) {
      const what = `another tmux server, ${verdict.witness[0] ?? ""}, answers on \`${client.address.socketPath}\``;
      throw tmuxError(client, "StaleReference", what, { command: shown, delivery: "rejected" });
    }
  } catch (error) {
    // It may hang up before it has answered, and it may be gone before we asked.
    if (!isTmuxError(error, "ServerExiting", "ServerAbsent")) throw error;
    // A later server, elsewhere, may have the pid.
    if (error.code === "ServerAbsent" && listeningPaths(epoch.pid).length > 0) {
      return removeSocket(client, socket);
    }
  }
  await gone(client, epoch.pid, birth);
  removeSocket(client, socket);
}

async function gone(client: Client, pid: number, birth: string | undefined): Promise<void> {
  const { deadlineMs } = client.options;
  const until = Date.now() + deadlineMs;
  const force = Date.now() + Math.min(FORCE_MS, deadlineMs / 2);
  while (lives(client, pid, birth)) {
    // A client that is stopped holds it up: its sessions have ended by then.
    if (Date.now() >= force && hasProc() && (await isEnding(client))) kill(pid);
    if (Date.now() >= until) {
      const what = `tmux server ${String(pid)} was told to end and is still there`;
      throw tmuxError(client, "Timeout", what, { command: ["kill-server"], delivery: "unknown" });
    }
    await pause(client, 10);
  }
}

const FORCE_MS = 2000;

/** Whether it takes calls only to drop them. */
async function isEnding(client: Client): Promise<boolean> {
  try {
    await running(client, { deadlineMs: FORCE_MS });
    return false;
  } catch (error) {
    return isTmuxError(error, "ServerExiting");
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone by itself.
  }
}

/** Whether the process that was seen before is still there, not another one with its pid. */
function lives(client: Client, pid: number, birth: string | undefined): boolean {
  if (hasProc()) {
    return (
      birth !== undefined && processBirth(pid) === birth && isTmuxServer(pid, client.options.uid)
    );
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What tells this socket file from the one that a later server would make. */
function socketFile(client: Client): string | undefined {
  const stat = lstatSync(client.address.socketPath, { bigint: true, throwIfNoEntry: false });
  return stat?.isSocket() ? `${String(stat.ino)} ${String(stat.ctimeNs)}` : undefined;
}

/** tmux leaves the file behind; a dead one makes the next reader believe in a crash. */
function removeSocket(client: Client, seen: string | undefined): void {
  if (seen === undefined || socketFile(client) !== seen) return;
  try {
    unlinkSync(client.address.socketPath);
  } catch {
    // Gone by itself, or another's folder: nothing depends on it.
  }
}
