import { readSleep, type Sleep } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import type { Observation } from "../supervisor/supervisor.js";
import { agentHome } from "./agent-home.js";
import { wasStartedFor } from "./started-settings.js";

/** The sleep of an agent that was put to it, and is down as it should be; undefined for any other. */
export async function sleepOf(
  fleet: FleetContext,
  agent: DesiredAgent,
  seen: Observation | undefined,
): Promise<Sleep | undefined> {
  if (agent.idle === undefined || seen?.lifecycle !== "inactive") return undefined;
  const sleep = readSleep((await agentHome(fleet, agent)).channel);
  // Whoever wakes it wants it to run, also where he died on the way or its start failed.
  if (sleep === undefined || sleep.isWaking) return undefined;
  // One of this name that another roster put to sleep says nothing of this one.
  return wasStartedFor(fleet, agent.name, fleet.desired.file) ? sleep : undefined;
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
