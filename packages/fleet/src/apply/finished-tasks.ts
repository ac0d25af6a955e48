import { setTimeout as sleep } from "node:timers/promises";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { Readiness } from "@mosaicstack/session-launcher";
import { wasFinished } from "../agent/finished-task.js";
import { readStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import type { Observation } from "../supervisor/supervisor.js";

/** Of these agents, the tasks that are done: `up` leaves them so. */
export function finishedTasks(
  place: Pick<FleetContext, "paths" | "socket">,
  agents: readonly DesiredAgent[],
  seen: ReadonlyMap<string, Observation>,
): ReadonlySet<string> {
  const tasks = agents.filter(({ task, enabled }) => task && enabled);
  if (tasks.length === 0) return new Set();
  const marks = readStopped(
    place,
    tasks.map(({ name }) => name),
  );
  const done = tasks.filter((agent) =>
    wasFinished(agent, seen.get(agent.name), marks.get(agent.name)),
  );
  return new Set(done.map(({ name }) => name));
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
