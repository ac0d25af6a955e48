import { setTimeout as sleep } from "node:timers/promises";
import { beginWaking, forgetSleep, readSleep, takeLock } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { agentHome, type AgentHome } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import { locateAgents, sessionsOf } from "../status/locate-agents.js";
import { viewSessions } from "../status/sessions.js";

/** More than it takes to put an agent to sleep. */
const LOCK_MS = 120_000;
/** Within which an agent ends that was told to by somebody who died behind that. */
const END_MS = 3000;

/**
 * Before these agents are started: waits until who falls asleep just now is down, for a start would find it running. Throws
 * FleetError, and what the file system says.
 */
export async function settleSleep(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
): Promise<void> {
  await Promise.all(agents.map(async (agent) => await settle(fleet, agent)));
}

async function settle(fleet: FleetContext, agent: DesiredAgent): Promise<void> {
  const home = await agentHome(fleet, agent);
  const { channel } = home;
  if (readSleep(channel) === undefined) return;
  // Who puts it to sleep holds it. Without flock(1) nobody does.
  const release = await takeLock(channel, LOCK_MS).catch(() => undefined);
  try {
    const until = Date.now() + END_MS;
    let runs = await isUp(fleet, agent.name, home);
    while (runs && readSleep(channel)?.isWaking === false && Date.now() < until) {
      await sleep(100);
      runs = await isUp(fleet, agent.name, home);
    }
    if (runs) forgetSleep(channel);
    else beginWaking(channel);
  } finally {
    release?.();
  }
}

async function isUp(fleet: FleetContext, name: string, home: AgentHome): Promise<boolean> {
  const { supervisor } = fleet;
  const { own } = await viewSessions(supervisor.tmux);
  const homes = await locateAgents(fleet, new Map([[name, home]]), own);
  const sessions = sessionsOf(homes);
  const lifecycle = (await supervisor.observe([name], sessions, homes)).get(name)?.lifecycle;
  if (supervisor.kind === "tmux" && sessions.has(name)) return true;
  return lifecycle === "active" || lifecycle === "activating";
}
