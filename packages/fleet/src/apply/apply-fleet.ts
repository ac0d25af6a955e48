import type { FleetContext } from "../context.js";
import type { ApplyDocument } from "../documents/plan.js";
import { lookAtPlan, type PlanView } from "../plan/look-at-plan.js";
import { asChange } from "../plan/planned-change.js";
import { endUnwantedSleep } from "./end-sleep.js";
import { carryOut, type Told } from "./carry-out.js";
import { isChosen, type ApplyOptions } from "./choose-changes.js";
import { cutShort, openJournal } from "./journal.js";
import { alone } from "./lock.js";
import { refuseServer } from "./start-agents.js";

/**
 * Makes the machine be as the roster says, in the order of the plan; what is right already is not touched. Cut short at any
 * moment, the next one goes on from what is there. Throws FleetError before anything is done where another one changes this
 * fleet, and where a file that all need cannot be written.
 */
export async function applyFleet(
  fleet: FleetContext,
  options: ApplyOptions = {},
): Promise<ApplyDocument> {
  endUnwantedSleep(fleet, { prune: options.prune === true });
  // Without the lock first: who has nothing to do writes nothing.
  const first = await lookAtPlan(fleet);
  if (!first.changes.some((change) => isChosen(change, options)))
    return documentOf(first, { outcomes: new Map(), agents: [] });
  return await alone(fleet, async () => {
    const before = cutShort(fleet);
    if (before !== undefined) fleet.log(before);
    const view = await lookAtPlan(fleet);
    const chosen = view.changes.filter((change) => isChosen(change, options));
    if (chosen.some(({ action }) => action === "start" || action === "restart"))
      await refuseServer(fleet, view.sessions.server);
    const journal = openJournal(fleet, chosen.length);
    const told = await carryOut(fleet, view, chosen, journal);
    // Not where it threw: that one was cut short as well.
    journal.close();
    return documentOf(view, told);
  });
}

function documentOf({ changes }: PlanView, { outcomes, agents }: Told): ApplyDocument {
  return {
    version: 1,
    changes: changes.map((change) => ({
      ...asChange(change),
      ...(outcomes.get(change) ?? { outcome: "left" }),
    })),
    agents,
  };
}
