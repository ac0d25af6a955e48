import { setTimeout as sleep } from "node:timers/promises";
import { startOrder } from "@mosaicstack/session-launcher";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { agentRuntime } from "../agent/agent-runtime.js";
import { asEnvironment } from "../agent/value.js";

/**
 * Starts together all that share no login, and those that share one each at its own time: `start` gets the agents of one
 * time. Results in the order of times. An error of one time comes when all have had theirs.
 */
export async function spreadStarts<T>(
  launches: readonly AgentLaunch[],
  start: (launches: readonly AgentLaunch[]) => Promise<T>,
  options: { readonly random?: () => number; readonly pause?: (ms: number) => Promise<void> } = {},
): Promise<T[]> {
  const { random, pause = async (ms) => await sleep(ms) } = options;
  const slots = startOrder(
    launches.map((launch) => ({
      launch,
      runtime: agentRuntime(launch.agent, launch.values),
      env: asEnvironment(launch.values),
    })),
    random === undefined ? {} : { random },
  );
  const times = new Map<number, AgentLaunch[]>();
  for (const { agent, afterMs } of slots)
    times.set(afterMs, [...(times.get(afterMs) ?? []), agent.launch]);
  const settled = await Promise.allSettled(
    [...times].map(async ([afterMs, group]) => {
      if (afterMs > 0) await pause(afterMs);
      return await start(group);
    }),
  );
  return settled.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value;
  });
}
