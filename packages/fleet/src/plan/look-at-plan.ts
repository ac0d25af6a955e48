import { isTmuxError } from "@mosaicstack/tmux-client";
import { prepareEach, type Prepared } from "../agent/prepare-agents.js";
import type { FleetContext } from "../context.js";
import { noSessions, viewSessions, type SessionsView } from "../status/sessions.js";
import { findFleet, type Found } from "./found.js";
import { planFleet } from "./plan-fleet.js";
import type { PlannedChange } from "./planned-change.js";
import { wantFleet, type Wanted } from "./wanted.js";

/** One look at roster and machine, and what it says is to be done. */
export interface PlanView {
  readonly sessions: SessionsView;
  readonly prepared: Prepared;
  readonly wanted: Wanted;
  readonly found: Found;
  readonly changes: readonly PlannedChange[];
}

/** The plan of the whole fleet as things stand; changes nothing. */
export async function lookAtPlan(given: FleetContext): Promise<PlanView> {
  const fleet = { ...given, disks: new Map() };
  const { agents } = fleet.desired;
  const [sessions, prepared] = await Promise.all([
    lookAtSessions(fleet),
    prepareEach(fleet, agents),
  ]);
  const wanted = await wantFleet(fleet, agents, prepared, "as-marked");
  const found = await findFleet(fleet, wanted, { sessions, scope: "fleet" });
  const changes = planFleet(wanted, found, fleet.supervisor.kind);
  return { sessions, prepared, wanted, found, changes };
}

/** What units do is known without tmux. */
async function lookAtSessions({ supervisor }: FleetContext): Promise<SessionsView> {
  try {
    return await viewSessions(supervisor.tmux);
  } catch (error) {
    if (supervisor.kind === "systemd" && isTmuxError(error)) return noSessions;
    throw error;
  }
}
