import type { FleetContext } from "../context.js";
import { ELSEWHERE_REMEDY, serverElsewhere } from "../supervisor/server-elsewhere.js";
import { holderUnit } from "../supervisor/unit-names.js";
import type { Drift } from "../documents/drift.js";
import type { ServerStatus } from "../documents/status.js";

/** What is not as it should be with what all agents stand on; told with each that should run. */
export async function serverDrift(
  fleet: FleetContext,
  { state, pid }: ServerStatus,
): Promise<Drift[]> {
  const { supervisor } = fleet;
  const elsewhere = state === "absent" ? await serverElsewhere(fleet) : undefined;
  if (elsewhere !== undefined) {
    const message = `cannot be seen: ${elsewhere.message}. ${ELSEWHERE_REMEDY}`;
    return [{ kind: "server", target: elsewhere.path, message }];
  }
  const holder = await supervisor.holder?.();
  if (holder === undefined || !holder.isInstalled) return [];
  const found: Drift[] = [];
  if (holder.needsReload) {
    const message = `stands on \`${holderUnit}\`, which systemd has not read since it changed: \`systemctl --user daemon-reload\` reads it`;
    found.push({ kind: "reload", target: holderUnit, message });
  }
  if (state === "running" && pid !== null && !holder.isOnItsWay && holder.pid !== pid) {
    const message = `has a tmux server (pid ${pid}) that \`${holderUnit}\` does not hold: somebody else started it`;
    found.push({ kind: "server", target: holderUnit, message });
  }
  return found;
}
