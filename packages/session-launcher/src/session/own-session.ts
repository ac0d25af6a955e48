import { dirname } from "node:path";
import { isTmuxError, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";
import { LaunchError } from "../error.js";

/** A session that the launcher made. */
export interface OwnSession {
  readonly id: string;
  /** Undefined when the pane half is gone and other panes keep the session. */
  readonly pane: { readonly pid: number; readonly ref: PaneRef } | undefined;
  /** Where the pane half keeps its FIFO. */
  readonly folder: string;
}

/**
 * The launcher's session of exactly this name; undefined where there is none, or no server.
 * Throws LaunchError `ForeignSession` for one of that name which is not ours, and TmuxError.
 */
export async function findOwnSession(tmux: Tmux, name: string): Promise<OwnSession | undefined> {
  const panes = (await listPanes(tmux)).filter((row) => row.session_name === name);
  const [first] = panes;
  if (first === undefined) return undefined;
  if (first["@mosaic_agent"] !== name) {
    throw new LaunchError(
      "ForeignSession",
      `session \`${name}\` was not started by Mosaic Fleet, so it is left alone: end or rename it yourself`,
    );
  }
  return sessionOf(panes, first);
}

/** Of these names those that are sessions which the launcher made, in one call; empty where there is no server. */
export async function findOwnSessions(
  tmux: Tmux,
  names: readonly string[],
): Promise<Map<string, OwnSession>> {
  const rows = await listPanes(tmux);
  return new Map(
    names.flatMap((name) => {
      const panes = rows.filter((row) => row.session_name === name);
      const [first] = panes;
      return first?.["@mosaic_agent"] === name ? [[name, sessionOf(panes, first)] as const] : [];
    }),
  );
}

type Row = Awaited<ReturnType<typeof listPanes>>[number];

async function listPanes(tmux: Tmux) {
  return await tmux
    .list([
      "session_id",
      "session_name",
      "pane_id",
      "pane_pid",
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

function sessionOf(panes: readonly Row[], first: Row): OwnSession {
  // A person may have opened more panes, and ours may be gone from among them.
  const row = panes.find((each) => each.pane_id === each["@mosaic_pane"]);
  const pane =
    row === undefined
      ? undefined
      : {
          pid: row.pane_pid,
          ref: { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } },
        };
  return { id: first.session_id, pane, folder: dirname(first["@mosaic_life"]) };
}
