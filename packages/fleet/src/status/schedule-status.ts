import type { DesiredAgent } from "@mosaicstack/roster";
import type { NextElapse } from "@mosaicstack/systemd-units";
import { readStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import type { AgentReport } from "../documents/reports.js";
import type { ScheduleStatus } from "../documents/status.js";
import { dueEdges } from "./due-edges.js";

/** By agent how it stands by its schedule; none for those without one, and where nothing looks at the clock. */
export async function scheduleStatus(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
): Promise<ReadonlyMap<string, ScheduleStatus>> {
  const timed = agents.filter(({ schedule }) => schedule !== undefined);
  if (timed.length === 0 || fleet.supervisor.schedules === undefined) return new Map();
  const marks = readStopped(
    fleet,
    timed.map(({ name }) => name),
  );
  const due = await dueEdges(fleet.env, timed);
  return new Map(
    timed.map(({ name, schedule = {}, enabled }) => {
      const by = marks.get(name)?.by;
      const next = enabled && by !== "down" ? nextEdge(schedule, due, by === "schedule") : null;
      return [name, { stopped: by === "schedule", next }];
    }),
  );
}

function nextEdge(
  schedule: NonNullable<DesiredAgent["schedule"]>,
  due: ReadonlyMap<string, NextElapse>,
  isStopped: boolean,
): ScheduleStatus["next"] {
  const actions = isStopped ? (["start"] as const) : (["stop", "start"] as const);
  const edges = actions.flatMap((action) => {
    const at = due.get(schedule[action] ?? "")?.at;
    return at === undefined ? [] : [{ action, at: at.toISOString() }];
  });
  const [first] = edges.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return first ?? null;
}

/** These reports, with when those start again that their schedule stopped. */
export async function tellSchedules(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  reports: readonly AgentReport[],
): Promise<AgentReport[]> {
  const isTimed = reports.some(({ outcome }) => outcome === "scheduled");
  const told = isTimed ? await scheduleStatus(fleet, agents) : new Map<string, ScheduleStatus>();
  return reports.map((report) => {
    const next = told.get(report.agent)?.next;
    if (report.outcome !== "scheduled" || !next) return report;
    return { ...report, message: `its schedule ${next.action}s it at ${next.at}` };
  });
}
