import { isTmuxError } from "@mosaicstack/tmux-client";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { FleetContext } from "../context.js";
import { wordsOf } from "../error.js";
import type { SessionRow } from "../supervisor/supervisor.js";

/** Gives the sessions of these agents their own names again, and says of which and why not. It costs no agent its start. */
export async function renameBack(
  fleet: FleetContext,
  agents: readonly string[],
  sessions: ReadonlyMap<string, SessionRow>,
): Promise<void> {
  const renamed = agents.flatMap((agent) => {
    const session = sessions.get(agent);
    return session === undefined || !session.isOwn || session.name === agent ? [] : [session];
  });
  await Promise.all(renamed.map(async (session) => fleet.log(await rename(fleet, session))));
}

async function rename(
  { supervisor: { tmux } }: FleetContext,
  { agent, id, name, server }: SessionRow,
): Promise<string> {
  const called = `session \`${visible(name)}\``;
  try {
    await tmux.run(["rename-session", "-t", id, agent], { server });
    return `${agent} ran in ${called}, which has its name again`;
  } catch (error) {
    if (isTmuxError(error, "DuplicateSession"))
      return `${agent} runs in ${called}, and another session has its name: rename or end that one, then run \`mosaic-fleet up\``;
    return `${agent} runs in ${called}, which could not be renamed back: ${wordsOf(error)}`;
  }
}
