import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import type { Lifecycle } from "../documents/status.js";
import type { AgentReport } from "../documents/reports.js";
import { observeAgents } from "../status/locate-agents.js";
import { viewSessions } from "../status/sessions.js";
import { startAgents } from "./start-agents.js";
import { stopOnce } from "./stop-agents.js";
import { wordsOf } from "../error.js";
import { lookAtWorktrees } from "../worktrees/look-at-worktrees.js";
import { prepareAll } from "../agent/prepare-agents.js";

/**
 * Ends these agents and starts them again with what the roster says now; one that does not run is started. Whose start cannot
 * work goes on as it is. Says what is true at the end, in the given order. Throws as `startAgents` does, before anything ends.
 */
export async function restartAgents(
  fleet: FleetContext,
  named: readonly DesiredAgent[],
  /** Called once what is to end has ended. */
  ended: () => void = () => {},
): Promise<AgentReport[]> {
  const { troubles } = await prepareAll(fleet, named, async () => true);
  for (const [name, { error }] of await lookAtWorktrees(fleet, named))
    if (error !== undefined) troubles.set(name, wordsOf(error));
  const { own } = await viewSessions(fleet.supervisor.tmux);
  const names = named.map(({ name }) => name);
  const seen = await observeAgents(fleet, names, own);
  const running = named.filter(
    ({ name, enabled }) => enabled && !troubles.has(name) && isAlive(seen.get(name)?.lifecycle),
  );
  const stops = await stopOnce(
    fleet,
    running.map(({ name }) => name),
  );
  ended();
  const alive = new Map(
    stops.filter(({ outcome }) => outcome === "failed").map((report) => [report.agent, report]),
  );
  const kept = named.filter(({ name }) => !alive.has(name));
  const started = kept.length === 0 ? [] : await startAgents(fleet, kept);
  const strays = new Map(stops.map((report) => [report.agent, report.strays ?? 0]));
  return named.flatMap(({ name }) => {
    const report = alive.get(name) ?? started.find(({ agent }) => agent === name);
    if (report === undefined) return [];
    const killed = strays.get(name) ?? 0;
    return [killed > 0 && !alive.has(name) ? { ...report, strays: killed } : report];
  });
}

/** One that is about to be started again has to be started anew as well. */
function isAlive(lifecycle: Lifecycle | undefined): boolean {
  return lifecycle === "active" || lifecycle === "activating";
}
