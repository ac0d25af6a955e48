import type { FleetContext } from "../context.js";
import { holderUnit } from "../supervisor/unit-names.js";
import type { Drift } from "../documents/drift.js";
import type { ServerStatus } from "../documents/status.js";

/** What is not as it should be with what all agents stand on; told with each that should run. */
export async function serverDrift(
  { supervisor }: FleetContext,
  { state, pid }: ServerStatus,
): Promise<Drift[]> {
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
