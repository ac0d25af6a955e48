import { isTmuxError, type PaneRef, type SessionRef, type Tmux } from "@mosaicstack/tmux-client";

/** A session as tmux shows it, whoever made it. */
export interface NamedSession extends SessionRef {
  /** How many clients show it. */
  readonly attached: number;
  /** Of all its windows. */
  readonly panes: readonly NamedPane[];
}

export interface NamedPane {
  readonly ref: PaneRef;
  /** Its first process. */
  readonly pid: number;
  readonly dead: boolean;
  /** Another session shows it too, so it does not end with this one. */
  readonly shared: boolean;
  readonly title: string;
  /** Of the program in front. */
  readonly command: string;
  readonly folder: string;
  /** When it printed last, milliseconds since the epoch; undefined where it shares its window, of which alone that is known. */
  readonly outputAt: number | undefined;
}

/** All sessions of a server with all their panes, in one call; none where there is no server. Throws TmuxError. */
export async function listNamedSessions(tmux: Tmux): Promise<NamedSession[]> {
  const rows = await listPanes(tmux);
  const ids = [...new Set(rows.map((row) => row.session_id))];
  return ids.flatMap((id) => {
    const own = rows.filter((row) => row.session_id === id);
    const [first] = own;
    if (first === undefined) return [];
    const server = { pid: first.pid, startTime: first.start_time };
    const { session_name: name, session_created: created, session_attached: attached } = first;
    const panes = own.map((row): NamedPane => ({
      ref: { id: row.pane_id, server },
      pid: row.pane_pid,
      dead: row.pane_dead,
      shared: rows.some((each) => each.pane_id === row.pane_id && each.session_id !== id),
      title: row.pane_title,
      command: row.pane_current_command,
      folder: row.pane_current_path,
      outputAt: row.window_panes === 1 ? row.window_activity * 1000 : undefined,
    }));
    return [{ id, name, created, server, attached, panes }];
  });
}

async function listPanes(tmux: Tmux) {
  return await tmux
    .list([
      "session_id",
      "session_name",
      "session_created",
      "session_attached",
      "pane_id",
      "pane_pid",
      "pane_dead",
      "pane_title",
      "pane_current_command",
      "pane_current_path",
      "window_activity",
      "window_panes",
      "pid",
      "start_time",
    ])
    .catch((error: unknown) => {
      if (isTmuxError(error, "ServerAbsent")) return [];
      throw error;
    });
}
