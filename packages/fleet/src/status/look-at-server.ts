import { isTmuxError, type ServerState } from "@mosaicstack/tmux-client";
import type { FleetContext } from "../context.js";
import { readServerRecord } from "../supervisor/server-record.js";
import { noSessions, viewSessions, type SessionsView } from "./sessions.js";
import type { StatusDocument } from "../documents/status.js";

/** What can be said of the server and its sessions. Sessions that live on behind a lost socket are unknown, not gone. */
export interface ServerLook {
  readonly server: StatusDocument["server"];
  /** Undefined: the server could not be asked. */
  readonly sessions: SessionsView | undefined;
}

/** One list where the server answers; a probe only where the list cannot tell. */
export async function lookAtServer(fleet: FleetContext): Promise<ServerLook> {
  const { tmux } = fleet.supervisor;
  const pid = (await readServerRecord(fleet))?.pid;
  try {
    const sessions = await viewSessions(tmux);
    const { server } = sessions;
    if (server !== undefined) {
      return {
        sessions,
        server: { state: "running", pid: server.pid, version: server.version },
      };
    }
  } catch (error) {
    // A probe would wait as long once more, and learn no more.
    if (isTmuxError(error, "Timeout")) {
      return {
        sessions: undefined,
        server: { state: "not-answering", pid: pid ?? null, version: null },
      };
    }
    if (!isTmuxError(error, "ServerExiting", "SocketLost", "VersionSkew")) throw error;
  }
  const state = await tmux.server.probe(pid === undefined ? {} : { pid });
  const gone = state.state === "running" || state.state === "absent";
  return { sessions: gone ? noSessions : undefined, server: describe(state) };
}

function describe(state: ServerState): StatusDocument["server"] {
  if (state.state === "running") {
    return { state: "running", pid: state.epoch.pid, version: state.version };
  }
  return { state: state.state, pid: "pid" in state ? (state.pid ?? null) : null, version: null };
}
