import { join } from "node:path";
import { forgetSleep, readSleep, type AgentChannel } from "@mosaicstack/agent-channel";
import { wasStartedFor } from "../agent/started-settings.js";
import type { FleetContext } from "../context.js";
import { wordsOf } from "../error.js";
import { namesIn } from "../files/names-in.js";

/** It is not to run, so it is no more asleep. */
export function endSleep(
  { paths, socket, log }: FleetContext,
  name: string,
  channel: AgentChannel = paths.channel(socket, name),
): void {
  try {
    forgetSleep(channel);
  } catch (error) {
    log(wordsOf(error));
  }
}

/** Those that are disabled, and with `prune` those that left the roster: who is put back later begins as any other. */
export function endUnwantedSleep(
  fleet: FleetContext,
  { prune }: { readonly prune: boolean },
): void {
  const { desired, paths, socket, supervisor } = fleet;
  const agents = new Map(desired.agents.map((agent) => [agent.name, agent]));
  // As in `findOthers`: without systemd another roster may have agents on the same server.
  const left = (name: string): boolean =>
    prune && (supervisor.kind === "systemd" || wasStartedFor(fleet, name, desired.file));
  for (const name of namesIn(join(paths.state, "agents", socket ?? "default"), fleet)) {
    const isUnwanted = agents.has(name) ? agents.get(name)?.enabled === false : left(name);
    if (isUnwanted && readSleep(paths.channel(socket, name)) !== undefined) endSleep(fleet, name);
  }
}
