import type { DesiredAgent } from "@mosaicstack/roster";
import { nextElapses, SystemdError, type NextElapse } from "@mosaicstack/systemd-units";
import type { Environment } from "../files/paths.js";

/** By calendar expression of these agents' schedules when it is due next; nothing where systemd does not say. */
export async function dueEdges(
  env: Environment,
  agents: readonly DesiredAgent[],
): Promise<ReadonlyMap<string, NextElapse>> {
  const edges = agents.flatMap(({ schedule = {} }) => Object.values(schedule));
  if (edges.length === 0) return new Map();
  try {
    return (await nextElapses(edges, { env })) ?? new Map<string, NextElapse>();
  } catch (error) {
    if (!(error instanceof SystemdError)) throw error;
    return new Map();
  }
}
