import type { DesiredAgent } from "@mosaicstack/roster";
import { deliver, type Delivery } from "@mosaicstack/session-launcher";
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
  return await Promise.all(
    agents.map(async ({ name, runtime }): Promise<AgentDelivery> => {
      const session = own.get(name);
      const pane = session && { id: session.paneId, server: session.server };
      // An input box that repaints by itself changes the screen too: only a plain command's screen proves anything.
      const receipt = runtime === "command" ? "screen" : "none";
      return { agent: name, ...(await deliver(tmux, pane, text, { receipt })) };
    }),
  );
}
