import type { DesiredAgent, DesiredFleet } from "@mosaicstack/roster";
import { runtimes } from "@mosaicstack/runtimes";
import type { StagedRoster } from "../stage/roster.js";

/**
 * A person's fleet with stand-ins for its programs: what decides who survives is theirs (which agents, whether they start at boot,
 * whether and how often they are restarted, limits, schedules); programs, workdirs, environments and secrets are not.
 */
export function standIns({ agents }: DesiredFleet): StagedRoster {
  return { agents: agents.map(standIn) };
}

function standIn({ name, enabled, restart, limits, schedule, task }: DesiredAgent) {
  const { memoryHigh, memoryMax, tasksMax, cpuWeight } = limits;
  return {
    name,
    enabled,
    task,
    restart: { policy: restart.policy, delay: PAUSE, max_delay: PAUSE, burst: restart.burst },
    limits: defined({
      memory_high: memoryHigh,
      memory_max: memoryMax,
      tasks_max: tasksMax,
      cpu_weight: cpuWeight,
    }),
    ...(schedule === undefined ? {} : { schedule }),
  };
}

/** A rehearsal does not wait as long as the agent would. */
const PAUSE = "300ms";

function defined(values: Readonly<Record<string, number | undefined>>): Record<string, number> {
  const given = Object.entries(values).flatMap(([key, value]): [string, number][] =>
    value === undefined ? [] : [[key, value]],
  );
  return Object.fromEntries(given);
}

/** What an agent remembers once it was started again. */
export function memoryOf({ runtime, resume }: DesiredAgent): "conversation" | "nothing" {
  const known = runtime === "command" ? undefined : runtimes[runtime];
  return resume && known !== undefined && known.resume.length > 0 ? "conversation" : "nothing";
}
