import { readSleep, type Sleep } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import type { Observation } from "../supervisor/supervisor.js";
import { wasStartedFor } from "./started-settings.js";

/** The sleep of an agent that was put to it, and is down as it should be; undefined for any other. */
export function sleepOf(
  fleet: Pick<FleetContext, "desired" | "paths" | "socket">,
  { name, idle }: DesiredAgent,
  seen: Observation | undefined,
): Sleep | undefined {
  if (idle === undefined || seen?.lifecycle !== "inactive") return undefined;
  const sleep = readSleep(fleet.paths.channel(fleet.socket, name));
  // Whoever wakes it wants it to run, also where he died on the way or its start failed.
  if (sleep === undefined || sleep.isWaking) return undefined;
  // One of this name that another roster put to sleep says nothing of this one.
  return wasStartedFor(fleet, name, fleet.desired.file) ? sleep : undefined;
}
