import { isTmuxError } from "@mosaicstack/tmux-client";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { FleetContext } from "../context.js";
import { wordsOf } from "../error.js";
import type { SessionRow } from "../supervisor/supervisor.js";

/** Gives the sessions of these agents their own names again, and says of which. By agent why not: it costs nobody a start. */
export async function renameBack(
  fleet: FleetContext,
  agents: readonly string[],
  sessions: ReadonlyMap<string, SessionRow>,
): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  for (const agent of agents) {
    const session = sessions.get(agent);
    if (session === undefined) continue;
    const failure = await rename(fleet, session);
    if (failure === undefined)
      fleet.log(`${agent} ran in session \`${visible(session.name)}\`, which has its name again`);
    else failures.set(agent, failure);
  }
  for (const [agent, failure] of failures) fleet.log(`${agent} ${failure}`);
  return failures;
}

async function rename(
  { supervisor: { tmux } }: FleetContext,
  { agent, id, name, server }: SessionRow,
): Promise<string | undefined> {
  const called = `session \`${visible(name)}\``;
  try {
    await tmux.run(["rename-session", "-t", id, agent], { server });
    return undefined;
  } catch (error) {
    if (isTmuxError(error, "DuplicateSession"))
      return `runs in ${called}, and another session has its name: rename or end that one, then run \`mosaic-fleet up\``;
    return `runs in ${called}, which could not be renamed back: ${wordsOf(error)}`;
  }
}
