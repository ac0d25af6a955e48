import type { DesiredAgent } from "@mosaicstack/roster";
import type { UserManager } from "@mosaicstack/systemd-units";
import { scheduleDropIn, scheduleDropInFile } from "../agent/schedule-drop-in.js";
import type { FleetPaths } from "../files/paths.js";
import type { WantedFile } from "../files/write-file.js";
import { linkedTimers } from "./linked-units.js";
import { enableAll, tried } from "./refused.js";
import { agentEdge, agentSchedule, fleetTarget, scheduledAgentOf } from "./unit-names.js";

/** `kept`: its timer runs, and is linked for boot; `cut`: one of the two. */
export type TimerState = "kept" | "cut";

/** The timers that start and stop agents by the clock. */
export interface Schedules {
  /** Where the drop-in of an agent's timer stands, if it has one. */
  file(agent: string): string;
  /** None for an agent without a schedule. */
  dropIn(agent: DesiredAgent): WantedFile | undefined;
  /** Of the agents that have a timer, those too that left the roster. */
  states(): Promise<ReadonlyMap<string, TimerState>>;
  /** Links the timers of these agents for boot and starts them; by agent why that failed. */
  keep(agents: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The reverse. */
  end(agents: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Has it looked now whether an edge is to be applied, and waits for the end of that; by agent why it failed. */
  look(agents: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export function scheduleTimers(manager: UserManager, paths: FleetPaths): Schedules {
  const byAgent = (
    units: readonly string[],
    failed: ReadonlyMap<string, string>,
    agents: readonly string[],
  ) =>
    new Map(
      agents.flatMap((agent, index): [string, string][] => {
        const words = failed.get(units[index] ?? "");
        return words === undefined ? [] : [[agent, words]];
      }),
    );
  return {
    file: (agent) => scheduleDropInFile(agent, paths.units),
    dropIn: (agent) => scheduleDropIn(agent, paths.units),
    states: async () => {
      const linked = new Set(await linkedTimers(paths));
      const rows = await manager.states(["mosaic-schedule@*.timer"]);
      const active = new Set(
        rows.flatMap(({ unit, active: state }) => (state === "active" ? unit : [])),
      );
      return new Map(
        [...new Set([...linked, ...active])].flatMap((unit): [string, TimerState][] => {
          const agent = scheduledAgentOf(unit);
          const isKept = linked.has(unit) && active.has(unit);
          return agent === undefined ? [] : [[agent, isKept ? "kept" : "cut"]];
        }),
      );
    },
    keep: async (agents) => {
      if (agents.length === 0) return new Map();
      const units = agents.map(agentSchedule);
      // Without the target nothing starts them at boot.
      const unlinked = await enableAll(manager, [fleetTarget, ...units]);
      // Its times may be others than those that it was started with.
      const failed = await tried(manager, "restart", units);
      return byAgent(units, new Map([...unlinked, ...failed]), agents);
    },
    end: async (agents) => {
      if (agents.length === 0) return new Map();
      const units = agents.map(agentSchedule);
      const linked = await tried(manager, "disable", units);
      const failed = await tried(manager, "stop", units);
      const edges = agents.map(agentEdge);
      await tried(manager, "reset-failed", edges);
      return byAgent(units, new Map([...linked, ...failed]), agents);
    },
    look: async (agents) => {
      const units = agents.map(agentEdge);
      return byAgent(units, await tried(manager, "start", units), agents);
    },
  };
}
