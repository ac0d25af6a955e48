import { openUserManager } from "@mosaicstack/systemd-units";
import type { FleetContext } from "../context.js";
import { agentUnit, fleetTarget, holderUnit } from "../supervisor/unit-names.js";
import { filesOf } from "../why/unit-facts.js";
import { hasUnreadDropIns } from "../supervisor/unread-drop-ins.js";
import { finding, mendable, type Found } from "./finding.js";

/** Units whose files changed since systemd read them: one reload reads them all, so they are told together. */
export async function checkReload(fleet: FleetContext): Promise<Found[]> {
  if (fleet.supervisor.kind !== "systemd") return [];
  const manager = openUserManager({ env: fleet.env });
  const agents = fleet.desired.agents.map(({ name }) => agentUnit(name));
  const names = ["NeedDaemonReload", "FragmentPath", "DropInPaths"] as const;
  const shown = await manager.properties([fleetTarget, holderUnit, ...agents], names);
  const units = [...shown].flatMap(([unit, row]) => {
    const isStale =
      row.NeedDaemonReload === "yes" || hasUnreadDropIns(fleet.paths, unit, filesOf(row));
    return isStale ? [unit] : [];
  });
  if (units.length === 0) return [];
  const told = units.length > 4 ? [...units.slice(0, 3), `${units.length - 3} more`] : units;
  const found = finding(
    "unit-needs-reload",
    `systemd has not read what changed of ${told.map((name) => `\`${name}\``).join(", ")}`,
  );
  return [mendable(found, async () => await manager.reload())];
}
