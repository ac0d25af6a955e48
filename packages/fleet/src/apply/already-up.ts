import { removeLeftOnce } from "@mosaicstack/session-launcher";
import { prepareEach } from "../agent/prepare-agents.js";
import type { FleetContext } from "../context.js";
import type { UpLook } from "../fleet.js";
import { lookAtFleet } from "../status/status.js";
import { lastChoice } from "../supervisor/choose-supervisor.js";
import { sayLinger } from "../supervisor/linger.js";

/**
 * What `up` and a status behind it say where there is nothing for it to do, by one look; undefined where it does or says more, and
 * where somebody is disabled or kept by a clock, of whom it has more to settle.
 */
export async function alreadyUp(given: FleetContext): Promise<UpLook | undefined> {
  const fleet = { ...given, disks: new Map() };
  const { desired, supervisor, paths, socket, choice } = fleet;
  removeLeftOnce(paths.runtime);
  if (desired.agents.some(({ enabled, schedule }) => !enabled || schedule !== undefined))
    return undefined;
  if (socket !== undefined && lastChoice(paths, socket) !== choice.kind) return undefined;
  const { status, isSettled } = await lookAtFleet(fleet);
  const { pid } = status.server;
  if (!isSettled || pid === null || !(await supervisor.holds(pid))) return undefined;
  // Who runs and could not be started again is told so.
  if ((await prepareEach(fleet, desired.agents)).troubles.size > 0) return undefined;
  await sayLinger(fleet);
  const agents = desired.agents.map(({ name }) => ({ agent: name, outcome: "running" }) as const);
  return { status, agents };
}
