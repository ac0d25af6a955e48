import { readSleep, type Sleep } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import type { Observation } from "../supervisor/supervisor.js";

/** The sleep of an agent that was put to it, and is down as it should be; undefined for any other. */
export function sleepOf(
  { paths, socket }: Pick<FleetContext, "paths" | "socket">,
  { name, idle }: DesiredAgent,
  seen: Observation | undefined,
): Sleep | undefined {
  if (idle === undefined || seen?.lifecycle !== "inactive") return undefined;
  return readSleep(paths.channel(socket, name));
}
