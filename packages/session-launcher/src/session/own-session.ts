import { dirname } from "node:path";
import { isTmuxError, type PaneRef, type SessionRef, type Tmux } from "@mosaicstack/tmux-client";
import { LaunchError } from "../error.js";

/** A session that the launcher made. What its options say, its agent can have written. */
export interface OwnSession extends SessionRef {
  /** Undefined when the pane half is gone and other panes keep the session. */
  readonly pane:
    | {
        readonly pid: number;
        readonly ref: PaneRef;
        /** How many characters it shows. */
        readonly cells: number;
      }
    | undefined;
  /** Where the pane half keeps its FIFO, as a session option says. */
  readonly folder: string;
}

/** The sessions of a server at one moment. */
export interface ServerView {
  /** By name; `foreign` for one that is not ours. */
  readonly sessions: ReadonlyMap<string, OwnSession | "foreign">;
  /** First processes of all panes. */
  readonly panePids: readonly number[];
  /** Process id of the server; none where there is no session. */
  readonly servers: readonly number[];
}

/**
 * The launcher's session of exactly this name; undefined where there is none, or no server.
 * Throws LaunchError `ForeignSession` for one of that name which is not ours, and TmuxError.
 */
export async function findOwnSession(tmux: Tmux, name: string): Promise<OwnSession | undefined> {
  return ownSession(await viewServer(tmux), name);
}

/** As `findOwnSession`. */
export function ownSession({ sessions }: ServerView, name: string): OwnSession | undefined {
  const session = sessions.get(name);
  if (session !== "foreign") return session;
  throw new LaunchError(
    "ForeignSession",
    `session \`${name}\` was not started by Mosaic Fleet, so it is left alone: end or rename it yourself`,
  );
}

/** All sessions, in one call; none where there is no server. Throws TmuxError. */
export async function viewServer(tmux: Tmux): Promise<ServerView> {
  const rows = await listPanes(tmux);
  const byName = new Map<string, Row[]>();
  for (const row of rows)
    byName.set(row.session_name, [...(byName.get(row.session_name) ?? []), row]);
  return {
    sessions: new Map(
      [...byName].map(([name, panes]) => [name, sessionOf(name, panes) ?? "foreign"]),
    ),
    panePids: rows.map((row) => row.pane_pid),
    servers: [...new Set(rows.map((row) => row.pid))],
  };
}

type Row = Awaited<ReturnType<typeof listPanes>>[number];

async function listPanes(tmux: Tmux) {
  return await tmux
    .list([
      "session_id",
      "session_name",
      "session_created",
      "pane_id",
      "pane_pid",
      "pane_width",
      "pane_height",
      "pid",
      "start_time",
      "@mosaic_agent",
      "@mosaic_life",
      "@mosaic_pane",
    ])
    .catch((error: unknown) => {
      if (isTmuxError(error, "ServerAbsent")) return [];
      throw error;
    });
}

function sessionOf(name: string, panes: readonly Row[]): OwnSession | undefined {
  const [first] = panes;
  if (first?.["@mosaic_agent"] !== name) return undefined;
  const server = { pid: first.pid, startTime: first.start_time };
  // A person may have opened more panes, and ours may be gone from among them.
  const row = panes.find((each) => each.pane_id === each["@mosaic_pane"]);
  const pane = row && {
    pid: row.pane_pid,
    ref: { id: row.pane_id, server },
    cells: row.pane_width * row.pane_height,
  };
  const { session_id: id, session_created: created } = first;
  return { name, id, created, server, pane, folder: dirname(first["@mosaic_life"]) };
}
