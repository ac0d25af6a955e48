import type { DesiredAgent } from "@mosaicstack/roster";
import { sleepersOf } from "../agent/asleep.js";
import { readStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import type { Observation } from "../supervisor/supervisor.js";
import { finishedTasks } from "./finished-tasks.js";

/** Why one is left as it is. */
export type Rest = "finished" | "asleep" | "scheduled";

/** Who does not run, as it should be, though nobody stopped it: `up` leaves it so. */
export async function atRest(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  seen: ReadonlyMap<string, Observation>,
): Promise<ReadonlyMap<string, Rest>> {
  const finished = finishedTasks(fleet, agents, seen);
  const asleep = await sleepersOf(
    fleet,
    agents.filter(({ enabled }) => enabled),
    seen,
  );
  const marks = readStopped(
    fleet,
    agents.flatMap(({ name, schedule }) => (schedule === undefined ? [] : name)),
  );
  const scheduled = [...marks].flatMap(([name, { by }]) => (by === "schedule" ? name : []));
  return new Map<string, Rest>([
    ...scheduled.map((name) => [name, "scheduled"] as const),
    ...[...finished].map((name) => [name, "finished"] as const),
    ...[...asleep].map((name) => [name, "asleep"] as const),
  ]);
}
