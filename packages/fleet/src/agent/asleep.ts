import { readSleep, type Sleep } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import type { Observation } from "../supervisor/supervisor.js";
import { agentHome } from "./agent-home.js";

/** The sleep of an agent that was put to it, and is down as it should be; undefined for any other. */
export async function sleepOf(
  fleet: FleetContext,
  agent: DesiredAgent,
  seen: Observation | undefined,
): Promise<Sleep | undefined> {
  if (agent.idle === undefined || seen?.lifecycle !== "inactive") return undefined;
  return readSleep((await agentHome(fleet, agent)).channel);
}

/** Those of these agents that sleep. */
export async function sleepersOf(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  seen: ReadonlyMap<string, Observation>,
): Promise<ReadonlySet<string>> {
  const names = await Promise.all(
    agents.map(async (agent) => {
      const { name } = agent;
      return (await sleepOf(fleet, agent, seen.get(name))) === undefined ? [] : [name];
    }),
  );
  return new Set(names.flat());
}
