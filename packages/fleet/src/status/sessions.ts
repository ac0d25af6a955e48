import { isTmuxError, type Tmux } from "@mosaicstack/tmux-client";
import type { SessionRow } from "../supervisor/supervisor.js";

export interface SessionsView {
  /** By agent. */
  readonly own: ReadonlyMap<string, SessionRow>;
  /** Names of the sessions that are not ours. */
  readonly foreign: readonly string[];
  /** Process ids of every pane on the server. */
  readonly panePids: readonly number[];
  readonly server:
    { readonly pid: number; readonly startTime: number; readonly version: string } | undefined;
}

export const noSessions: SessionsView = {
  own: new Map(),
  foreign: [],
  panePids: [],
  server: undefined,
};

/** All sessions of the server in one call. A server that is away has none; one that does not answer is a throw. */
export async function viewSessions(tmux: Tmux): Promise<SessionsView> {
  const rows = await tmux
    .list([
      "session_name",
      "session_attached",
      "pane_id",
      "pane_pid",
      "pane_dead",
      "pane_title",
      "window_activity",
      "pane_pipe",
      "pid",
      "start_time",
      "version",
      "@mosaic_agent",
      "@mosaic_pane",
    ])
    .catch((error: unknown) => {
      if (isTmuxError(error, "ServerAbsent")) return [];
      throw error;
    });
  const own = new Map<string, SessionRow>();
  const foreign = new Set<string>();
  const byAge = rows.toSorted((a, b) => Number(a.pane_id.slice(1)) - Number(b.pane_id.slice(1)));
  for (const row of byAge) {
    const agent = row["@mosaic_agent"];
    // A group or a rename by hand can carry the mark to another name: ours is only the session of exactly that name.
    if (agent === "" || agent !== row.session_name) foreign.add(row.session_name);
    // People may have opened more panes, and ours may be gone from among them.
    else if (!own.has(agent) || row.pane_id === row["@mosaic_pane"]) {
      own.set(agent, {
        attached: row.session_attached,
        panePid: row.pane_pid,
        paneId: row.pane_id,
        isLauncherPane: row.pane_id === row["@mosaic_pane"],
        dead: row.pane_dead,
        title: row.pane_title,
        outputAt: row.window_activity * 1000,
        piped: row.pane_pipe,
        server: { pid: row.pid, startTime: row.start_time },
      });
    }
  }
  const [first] = rows;
  const server =
    first === undefined
      ? undefined
      : { pid: first.pid, startTime: first.start_time, version: first.version };
  const panePids = rows.map(({ pane_pid: pid }) => pid);
  return { own, foreign: [...foreign], panePids, server };
}
