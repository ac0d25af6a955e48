import type { DesiredAgent } from "@mosaicstack/roster";
import { deliver, type Delivery } from "@mosaicstack/session-launcher";
import { runtimeOfAgent } from "./agent-runtime.js";
import type { FleetContext } from "./context.js";
import { viewSessions } from "./sessions.js";

export interface AgentDelivery extends Delivery {
  readonly agent: string;
}

/** One message to each agent; one without a session is `refused`, and the others get theirs. */
export async function sendMessage(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  text: string,
): Promise<AgentDelivery[]> {
  const { tmux } = fleet.supervisor;
  const { own } = await viewSessions(tmux);
  const seen = await fleet.supervisor.observe(
    agents.map(({ name }) => name),
    own,
  );
  return await Promise.all(
    agents.map(async (agent): Promise<AgentDelivery> => {
      const session = own.get(agent.name);
      // What a person opened beside it is not the agent; between two runs the launcher itself would read what is typed.
      const isThere = session?.isLauncherPane && seen.get(agent.name)?.lifecycle === "active";
      const pane = isThere ? { id: session.paneId, server: session.server } : undefined;
      const channel = fleet.paths.channel(fleet.socket, agent.name);
      const runtime = await runtimeOfAgent(agent, fleet);
      const delivery = await deliver({ tmux, pane, channel, runtime }, text, {
        onQuota: agent.onQuota,
      });
      return { agent: agent.name, ...delivery };
    }),
  );
}
