import type { QuitAgent } from "@mosaicstack/session-launcher";
import { fleetHome, type AgentHome } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import { wordsOf } from "../error.js";
import type { StopReport } from "../supervisor/supervisor.js";
import { tmuxSupervisor } from "../supervisor/tmux-supervisor.js";

/**
 * Stops each of these agents where it lives, in the given order; a server of guests is left running. One that keeps its guests
 * costs the others nothing. `homes`: of those that may be guests.
 */
export async function stopAtHome(
  fleet: FleetContext,
  agents: readonly QuitAgent[],
  homes: ReadonlyMap<string, AgentHome>,
): Promise<StopReport[]> {
  // A unit ends its own, on whatever server.
  if (fleet.supervisor.kind === "systemd") return await fleet.supervisor.stop(agents);
  const groups = new Map<string | undefined, { home: AgentHome; group: QuitAgent[] }>();
  for (const agent of agents) {
    const home = homes.get(agent.name) ?? fleetHome(fleet, agent.name);
    const there = groups.get(home.socket) ?? { home, group: [] };
    there.group.push(agent);
    groups.set(home.socket, there);
  }
  const stops = await Promise.all(
    [...groups.values()].map(async ({ home, group }) => await stopThere(fleet, home, group)),
  );
  const byAgent = new Map(stops.flat().map((stop) => [stop.agent, stop]));
  return agents.flatMap(({ name }) => byAgent.get(name) ?? []);
}

async function stopThere(
  { env, paths, socket, supervisor }: FleetContext,
  home: AgentHome,
  group: readonly QuitAgent[],
): Promise<StopReport[]> {
  if (home.socket === socket) return await supervisor.stop(group);
  try {
    const { socket: other, tmux } = home;
    return await tmuxSupervisor({ paths, env, tmux, socket: other }).stop(group);
  } catch (error) {
    return group.map(({ name }) => ({ agent: name, failure: wordsOf(error) }));
  }
}
