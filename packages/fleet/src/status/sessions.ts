import { listSessions, type SessionList } from "@mosaicstack/session-launcher";
import type { Tmux } from "@mosaicstack/tmux-client";
import type { SessionRow } from "../supervisor/supervisor.js";

export interface SessionsView extends Omit<SessionList, "agents"> {
  /** By agent, whatever its session is called by now. */
  readonly own: ReadonlyMap<string, SessionRow>;
}

export const noSessions: SessionsView = {
  own: new Map(),
  ids: new Set(),
  foreign: [],
  panePids: [],
  server: undefined,
};

/** All sessions of the server in one call. A server that is away has none; one that does not answer is a throw. */
export async function viewSessions(tmux: Tmux): Promise<SessionsView> {
  const { agents: own, ...view } = await listSessions(tmux);
  return { own, ...view };
}
