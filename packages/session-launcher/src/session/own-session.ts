import type { Tmux } from "@mosaicstack/tmux-client";
import { LaunchError } from "../error.js";
import { listSessions, type AgentSession, type SessionList } from "./list-sessions.js";

/**
 * The session of this agent, whatever it is called by now; undefined where there is none, or no server.
 * Throws LaunchError `ForeignSession` where there is none, and one of the agent's name is not ours; and TmuxError.
 */
export async function findOwnSession(tmux: Tmux, agent: string): Promise<AgentSession | undefined> {
  return ownSession(await listSessions(tmux), agent);
}

/** As `findOwnSession`. */
export function ownSession(
  { agents, foreign }: SessionList,
  agent: string,
): AgentSession | undefined {
  const session = agents.get(agent);
  if (session !== undefined || !foreign.includes(agent)) return session;
  throw new LaunchError(
    "ForeignSession",
    `session \`${agent}\` was not started by Mosaic Fleet, so it is left alone: end or rename it yourself`,
  );
}
