import { setTimeout as sleep } from "node:timers/promises";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { Readiness } from "@mosaicstack/session-launcher";
import { wasFinished } from "../agent/finished-task.js";
import type { FleetContext } from "../context.js";
import type { Observation, SessionRow } from "../supervisor/supervisor.js";

/** Of these agents, the tasks that are done: `up` leaves them so. */
export async function finishedTasks(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  sessions: ReadonlyMap<string, SessionRow>,
): Promise<ReadonlySet<string>> {
  const tasks = agents.filter(({ task, enabled }) => task && enabled);
  if (tasks.length === 0) return new Set();
  const seen = await fleet.supervisor.observe(
    tasks.map(({ name }) => name),
    sessions,
  );
  const done = await Promise.all(
    tasks.map(async (agent) =>
      (await wasFinished(fleet, agent, seen.get(agent.name))) ? [agent.name] : [],
    ),
  );
  return new Set(done.flat());
}

/** How long what is left of an agent may take to end after it. */
const END_MS = 30_000;

/**
 * Looks again until it is told how each of these tasks that ended at once did: its pane is gone before its supervisor says so.
 * What an end leaves behind bounds the wait.
 */
export async function settleEnds(
  tasks: readonly DesiredAgent[],
  readiness: ReadonlyMap<string, Readiness>,
  observe: () => Promise<ReadonlyMap<string, Observation>>,
): Promise<ReadonlyMap<string, Observation>> {
  const first = await observe();
  const isEnding = (now: Observation | undefined, name: string): boolean => {
    const found = readiness.get(name);
    const ended = found?.ready === false && found.cause === "ended";
    // One that has been started again meanwhile is told as it is.
    const isFirstRun = now?.lifecycle === "active" && now.restarts === first.get(name)?.restarts;
    return now?.lifecycle === "deactivating" || (ended && isFirstRun);
  };
  const until = Date.now() + END_MS;
  let seen = first;
  while (
    tasks.some(({ name, task }) => task && isEnding(seen.get(name), name)) &&
    Date.now() < until
  ) {
    await sleep(100);
    seen = await observe();
  }
  return seen;
}
