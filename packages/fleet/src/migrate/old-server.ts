import { listNamedSessions, type NamedSession } from "@mosaicstack/session-launcher";
import { checkSocketName } from "@mosaicstack/roster";
import { isTmuxError, openTmux, type Tmux, type TmuxErrorCode } from "@mosaicstack/tmux-client";
import type { FleetContext } from "../context.js";
import { FleetError, type FleetErrorCode } from "../error.js";
import { viewSessions, type SessionsView } from "../status/sessions.js";

/** The server that agents are moved away from. */
export interface OldServer {
  readonly socket: string;
  readonly tmux: Tmux;
}

/** Its sessions at one moment. */
export interface OldView {
  /** Agents of ours, by their marks. */
  readonly marked: SessionsView;
  readonly sessions: readonly NamedSession[];
}

/** Throws FleetError `Usage` for a socket that cannot be moved from. */
export async function openOldServer(fleet: FleetContext, socket: string): Promise<OldServer> {
  const problem = checkSocketName(socket);
  if (problem !== undefined)
    throw new FleetError("Usage", `--from: ${problem.message}`, {
      remedy: "Give the name of the old server's socket, as `tmux -L NAME` takes it.",
    });
  if (socket === fleet.socket)
    throw new FleetError("Usage", `--from: \`${socket}\` is this fleet's own socket`, {
      remedy: `Give the roster the new one (\`socket_name:\` in ${fleet.desired.file}), then run it again.`,
    });
  const open = (env: FleetContext["env"]): Tmux => openTmux({ socket }, { env, deadlineMs: 5000 });
  const given = open(fleet.env);
  if (fleet.supervisor.kind === "tmux") return { socket, tmux: given };
  // Units leave TMUX_TMPDIR out, and a person's own sessions need not.
  const plain = open({ ...fleet.env, TMUX_TMPDIR: undefined });
  if (given.socketPath === plain.socketPath) return { socket, tmux: plain };
  const isAway = (await given.server.probe()).state === "absent";
  return { socket, tmux: isAway ? plain : given };
}

/** None where there is no server. Throws FleetError in words of the old socket. */
export async function viewOldServer(old: OldServer): Promise<OldView> {
  return await onOldServer(old, async () => ({
    marked: await viewSessions(old.tmux),
    sessions: await listNamedSessions(old.tmux),
  }));
}

/** What tmux says on the old socket, in words that name it. */
export async function onOldServer<T>(old: OldServer, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    const [code, what, remedy] = (isTmuxError(error) && words[error.code]) || [];
    if (code === undefined) throw error;
    const pid = await pidOf(old);
    throw new FleetError(code, `the tmux server on the old socket \`${old.socket}\` ${what}`, {
      remedy: `${remedy?.replace("PID", pid)}, then run it again.`,
      cause: error,
    });
  }
}

async function pidOf({ tmux }: OldServer): Promise<string> {
  try {
    const state = await tmux.with({ deadlineMs: 500 }).server.probe();
    return String(("pid" in state ? state.pid : undefined) ?? "PID");
  } catch {
    return "PID";
  }
}

const words: Partial<Record<TmuxErrorCode, readonly [FleetErrorCode, string, string]>> = {
  Timeout: [
    "NotAnswering",
    "does not answer",
    "If its process is stopped, wake it by `kill -CONT PID`",
  ],
  SocketLost: [
    "Failed",
    "lives, but its socket file is gone",
    "Have it made again by `kill -USR1 PID` of that server",
  ],
  VersionSkew: [
    "Failed",
    "is of another version than the tmux on PATH, so they cannot talk",
    "Put the server's tmux on PATH",
  ],
};
