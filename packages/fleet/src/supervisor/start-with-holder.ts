import type { UserManager } from "@mosaicstack/systemd-units";
import { tried } from "./refused.js";
import { holderUnit } from "./unit-names.js";

/**
 * Starts units of agents with the holder; by unit, systemd's words on those that did not start. Where the holder was away, an agent may have
 * been at an attempt of its own that began without it, and that a start joins: that one's end says nothing, so it is started once more.
 */
export async function startWithHolder(
  manager: UserManager,
  units: readonly string[],
): Promise<Map<string, string>> {
  const [before] = await manager.states([holderUnit]);
  const failed = await tried(manager, "start", [holderUnit, ...units]);
  const again = units.filter((unit) => failed.has(unit));
  if (before?.active === "active" || failed.has(holderUnit) || again.length === 0) return failed;
  return await tried(manager, "start", again);
}
