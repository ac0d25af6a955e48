import type { DesiredAgent } from "@mosaicstack/roster";
import type { Observation } from "../supervisor/supervisor.js";
import type { StoppedMark } from "./stopped-mark.js";

/** Whether a task that nobody stopped is done: a stop ends a unit with 0, too, and is remembered. */
export function isFinished(agent: DesiredAgent, seen: Observation | undefined): boolean {
  return agent.task && seen?.lifecycle === "inactive" && seen.lastExit?.code === 0;
}

/** The same of one that may have been stopped: done before that, or without that. False where it cannot be known. */
export function wasFinished(
  agent: DesiredAgent,
  seen: Observation | undefined,
  mark: StoppedMark | undefined,
): boolean {
  if (!agent.task || mark === undefined || mark.fault !== undefined) return false;
  return mark.stopped ? mark.finished && seen?.lifecycle === "inactive" : isFinished(agent, seen);
}
