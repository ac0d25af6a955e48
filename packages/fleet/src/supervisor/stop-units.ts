import {
  findRuns,
  quitSessions,
  readRecord,
  type QuitAgent,
  type SessionRecord,
} from "@mosaicstack/session-launcher";
import type { UserManager } from "@mosaicstack/systemd-units";
import type { Tmux } from "@mosaicstack/tmux-client";
import { linkedUnits } from "./linked-units.js";
import { observeUnits } from "./observe-units.js";
import type { FleetPaths } from "../files/paths.js";
import { tried } from "./refused.js";
import type { StopReport } from "./supervisor.js";
import { agentUnit } from "./unit-names.js";
import { whatIsLeft } from "../apply/what-is-left.js";

interface Place {
  readonly paths: FleetPaths;
  readonly tmux: Tmux;
  readonly manager: UserManager;
  readonly socket: string;
}

/**
 * Stops the units of these agents and takes them out of what is started at boot; what is true of each afterwards. Nothing of it
 * needs an answer from tmux: who cannot be told to quit gets TERM. Throws SystemdError where no manager answers.
 */
export async function stopUnits(where: Place, given: readonly QuitAgent[]): Promise<StopReport[]> {
  const { paths, tmux, manager } = where;
  const agents = given.map(({ name }) => name);
  const units = agents.map(agentUnit);
  const before = await records(where, agents);
  const cgroups = await cgroupsOf(manager, units);
  const linked = await tried(manager, "disable", units);
  // Without an answer only the cgroup tells what lives on.
  const runs = await findRuns(tmux, agents, paths.runtime).catch(() => []);
  await quitSessions(tmux, given, {
    // At once, or its unit is restarted.
    ended: async (names) => {
      const quit = names.map(agentUnit);
      await tried(manager, "stop", quit, { noBlock: true });
    },
  });
  const failed = await tried(manager, "stop", units);
  await tried(manager, "reset-failed", units);
  const left = await whatIsLeft(agents, runs, cgroups);
  const after = await records(where, agents);
  const rows = failed.size === 0 ? undefined : await observeUnits(manager, units);
  const atBoot = linked.size === 0 ? [] : await linkedUnits(paths);
  return agents.map((agent, index): StopReport => {
    const unit = agentUnit(agent);
    const lifecycle = rows?.get(unit)?.observation.lifecycle ?? "inactive";
    const words = failed.get(unit);
    if (words !== undefined && lifecycle !== "inactive") return { agent, failure: words };
    if (atBoot.includes(unit))
      return {
        agent,
        failure: `it is stopped, and still linked for boot: ${linked.get(unit)}`,
      };
    const told = after[index];
    // An older record tells of an older end.
    const isNew = told?.since.getTime() !== before[index]?.since.getTime();
    const alive = left.get(agent);
    return {
      agent,
      ...(isNew && told?.strays ? { strays: told.strays } : {}),
      ...(alive === undefined ? {} : { left: alive }),
    };
  });
}

async function records(
  { paths, socket }: Place,
  agents: readonly string[],
): Promise<(SessionRecord | undefined)[]> {
  return await Promise.all(
    agents.map(async (agent) => readRecord(paths.sessionRecord(socket, agent))),
  );
}

/** By unit its cgroup, of those that have one. */
async function cgroupsOf(
  manager: UserManager,
  units: readonly string[],
): Promise<Map<string, string>> {
  const rows = await observeUnits(manager, units);
  return new Map(
    [...rows].flatMap(([unit, { observation }]) =>
      observation.controlGroup === null ? [] : [[unit, observation.controlGroup]],
    ),
  );
}
