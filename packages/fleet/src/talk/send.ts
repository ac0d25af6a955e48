import { createHash, randomUUID } from "node:crypto";
import type { DesiredAgent } from "@mosaicstack/roster";
import { deliver } from "@mosaicstack/agent-channel";
import { agentHomes, fleetHome } from "../agent/agent-home.js";
import { runtimeOfAgent } from "../agent/runtime-of-agent.js";
import type { FleetContext } from "../context.js";
import { locateAgents, sessionsOf } from "../status/locate-agents.js";
import { whileAwake } from "./wake.js";
import { viewSessions } from "../status/sessions.js";
import type { AgentDelivery } from "../documents/deliveries.js";

export interface SendOptions {
  /**
   * To an agent that works: queued until its turn ends (`idle`, where its runtime has somebody who hands it over then), handed
   * over `now`, or after an `interrupt` of the turn by the runtime's own key. Default `idle`.
   */
  readonly when?: "idle" | "now" | "interrupt" | undefined;
  /** Until when it may be handed over, milliseconds since the epoch; counted in whole seconds, up. */
  readonly expires?: number | undefined;
  /** When one that sleeps is waited for no longer, milliseconds since the epoch: then it is refused as `starting`. */
  readonly until?: number | undefined;
}

/**
 * One message to each agent, which is woken for it where it sleeps; one without a session is `refused`, and the others get theirs. What keeps one from getting it costs
 * the others nothing; it is thrown where it kept all of them.
 */
export async function sendMessage(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  text: string,
  options: SendOptions = {},
): Promise<AgentDelivery[]> {
  return await whileAwake(
    fleet,
    agents,
    async (some) => await giveMessage(fleet, some, text, options),
    options.until,
  );
}

async function giveMessage(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  text: string,
  { when = "idle", expires }: SendOptions,
): Promise<AgentDelivery[]> {
  const { own } = await viewSessions(fleet.supervisor.tmux);
  const homes = await locateAgents(fleet, await agentHomes(fleet, agents), own);
  const seen = await fleet.supervisor.observe([...homes.keys()], sessionsOf(homes), homes);
  const ends = await Promise.allSettled(
    agents.map(async (agent): Promise<AgentDelivery> => {
      const home = homes.get(agent.name);
      const { session, tmux, channel } = home ?? {
        ...fleetHome(fleet, agent.name),
        session: undefined,
      };
      // Between two runs the launcher itself would read what is typed.
      const isThere = seen.get(agent.name)?.lifecycle === "active";
      const pane = isThere ? session?.pane?.ref : undefined;
      const runtime = await runtimeOfAgent(agent, fleet);
      const delivery = await deliver({ tmux, pane, channel, runtime }, text, {
        onQuota: agent.onQuota,
        wake: agent.idle?.wake ?? "message",
        whenBusy: when === "idle" ? "queue" : when,
        expires,
      });
      return { agent: agent.name, ...delivery };
    }),
  );
  const [first] = ends;
  if (first?.status === "rejected" && ends.every(({ status }) => status === "rejected"))
    throw first.reason;
  return ends.map((end, index) =>
    end.status === "fulfilled" ? end.value : failed(agents[index]?.name ?? "", text, end.reason),
  );
}

/** Whether it arrived is not known of one that was cut off somewhere. */
function failed(agent: string, text: string, error: unknown): AgentDelivery {
  const reason = error instanceof Error ? error.message : String(error);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const bytes = Buffer.byteLength(text);
  return {
    agent,
    id: randomUUID(),
    outcome: "failed",
    receipt: null,
    bytes,
    sha256,
    ms: 0,
    reason,
  };
}
