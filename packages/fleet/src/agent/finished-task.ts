import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetPaths } from "../files/paths.js";
import type { Observation } from "../supervisor/supervisor.js";
import { isStopped, isStoppedAtItsEnd } from "./stopped-mark.js";

interface Place {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}

/** Whether a task that nobody stopped is done: a stop ends a unit with 0, too, and is remembered. */
export function isFinished(agent: DesiredAgent, seen: Observation | undefined): boolean {
  return agent.task && seen?.lifecycle === "inactive" && seen.lastExit?.code === 0;
}

/** The same of one that may have been stopped: done before that, or without that. False where it cannot be known. */
export async function wasFinished(
  place: Place,
  agent: DesiredAgent,
  seen: Observation | undefined,
): Promise<boolean> {
  if (!agent.task) return false;
  try {
    if (await isStopped(place, agent.name))
      return isStoppedAtItsEnd(place, agent.name) && seen?.lifecycle === "inactive";
    return isFinished(agent, seen);
  } catch {
    return false;
  }
}
