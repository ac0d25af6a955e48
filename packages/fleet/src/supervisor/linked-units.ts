import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { FleetPaths } from "../files/paths.js";
import { fleetTarget, scheduledAgentOf } from "./unit-names.js";

/** Agents linked for boot, those too that left the roster since. */
export async function linkedAgents(paths: FleetPaths): Promise<string[]> {
  return (await linkedUnits(paths)).filter((name) => name.startsWith("mosaic-agent@"));
}

/** Timers of schedules that are linked for boot, those too of agents that left the roster since. */
export async function linkedTimers(paths: FleetPaths): Promise<string[]> {
  return (await linkedUnits(paths)).filter((name) => scheduledAgentOf(name) !== undefined);
}

/** What the fleet's target starts at boot, and the target itself where it is linked. */
export async function linkedUnits(paths: FleetPaths): Promise<string[]> {
  const wants = async (unit: string): Promise<string[]> =>
    readdir(join(paths.units, `${unit}.wants`)).catch(() => []);
  const atBoot = await wants("default.target");
  return [...atBoot.filter((name) => name === fleetTarget), ...(await wants(fleetTarget))];
}
