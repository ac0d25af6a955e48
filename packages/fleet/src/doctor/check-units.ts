import { openUserManager } from "@mosaicstack/systemd-units";
import type { FleetContext } from "../context.js";
import { agentUnit, fleetTarget, holderUnit } from "../supervisor/unit-names.js";
import { loadReason } from "../why/load-reason.js";
import { readFacts } from "../why/unit-facts.js";
import { verdictsOn } from "../why/verdicts.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

/** Units that run, or are needed, and could not be started once more. Those of agents that are down are told with the agents. */
export async function checkUnits(
  fleet: FleetContext,
  status: StatusDocument,
): Promise<DoctorFinding[]> {
  if (fleet.supervisor.kind !== "systemd") return [];
  const manager = openUserManager({ env: fleet.env });
  const running = status.agents.filter(({ lifecycle }) => lifecycle === "active");
  const units = [fleetTarget, holderUnit, ...running.map(({ name }) => agentUnit(name))];
  const all = await readFacts(manager, units);
  const where = { units: fleet.paths.units, env: fleet.env };
  const context = { ...where, verdicts: await verdictsOn(all, where) };
  const found: DoctorFinding[] = [];
  for (const facts of all) {
    const reason = await loadReason(facts, "`mosaic-fleet up`", context);
    // A fleet that was never installed has none of them yet.
    if (reason === undefined || reason.kind === "not-installed") continue;
    const id = reason.kind === "masked" ? "unit-masked" : "unit-not-loadable";
    found.push(finding(id, reason.message, reason.remedy));
  }
  return found;
}
