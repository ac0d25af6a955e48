import { livesOn, waysToQuit } from "../apply/stop-agents.js";
import type { FleetContext } from "../context.js";
import type { LeftPlace, RemovedPlace } from "../documents/uninstall.js";
import type { AgentReport } from "../documents/reports.js";
import { FleetError, toFleetError, wordsOf } from "../error.js";
import type { StopReport } from "../supervisor/supervisor.js";
import type { Part } from "./find-running.js";

/** Throws FleetError where a server of ours has sessions of others, or where nobody can say what it has: before anything is done. */
export function refuseForeign(parts: readonly Part[]): void {
  for (const { server, socket, trouble } of parts) {
    const named = socket === undefined ? "your default socket" : `socket \`${socket}\``;
    if (trouble !== undefined) {
      const error = toFleetError(trouble);
      const code = error instanceof FleetError ? error.code : "Failed";
      throw new FleetError(code, `what runs on ${named} cannot be known: ${wordsOf(trouble)}`, {
        remedy: "Nothing was removed. `mosaic-fleet uninstall --force` goes on without an answer.",
      });
    }
    if (server === undefined || server.foreign.length === 0) continue;
    const names = server.foreign.map((name) => `\`${name}\``).join(", ");
    throw new FleetError(
      "Failed",
      `the fleet's tmux server on ${named} has sessions that are not the fleet's: ${names}`,
      {
        remedy:
          "Nothing was removed. End those sessions first; `mosaic-fleet uninstall --force` ends them too.",
      },
    );
  }
}

/** Stops the agents of all parts, those with units first; what is true of each that ran, or could not be stopped. */
export async function stopParts(
  parts: readonly Part[],
  fleet: FleetContext | undefined,
): Promise<AgentReport[]> {
  const reports: AgentReport[] = [];
  for (const part of parts.filter(({ agents }) => agents.length > 0)) {
    const { supervisor, agents, running, socket } = part;
    const isFleets = fleet?.supervisor.kind === supervisor.kind && fleet.socket === socket;
    const quits = isFleets
      ? await waysToQuit(fleet, agents)
      : agents.map((name) => ({ name, runtime: undefined }));
    // A server that answers nobody costs no other one its stop.
    const stops = await supervisor
      .stop(quits)
      .catch((error: unknown): StopReport[] =>
        agents.map((agent) => ({ agent, failure: wordsOf(error) })),
      );
    for (const { agent, failure, strays, left } of stops) {
      const message = failure ?? livesOn(left);
      const more = { ...(strays ? { strays } : {}), ...(left ? { left } : {}) };
      if (message !== undefined) reports.push({ agent, outcome: "failed", message, ...more });
      else if (running.includes(agent)) reports.push({ agent, outcome: "stopped", ...more });
    }
  }
  return reports;
}

/** Ends the servers that are ours, with what is left on them; takes them out of what is started at boot. */
export async function endServers(
  parts: readonly Part[],
): Promise<{ readonly removed: RemovedPlace[]; readonly left: LeftPlace[] }> {
  const removed: RemovedPlace[] = [];
  const left: LeftPlace[] = [];
  for (const { supervisor, server, trouble } of parts) {
    const path = supervisor.tmux.socketPath;
    if (server === undefined) {
      if (trouble !== undefined) left.push({ path, why: "failed", reason: wordsOf(trouble) });
      continue;
    }
    try {
      if ((await supervisor.endServer(false)) === "ended") removed.push({ path, what: "server" });
    } catch (error) {
      left.push({ path, why: "failed", reason: wordsOf(error) });
    }
  }
  return { removed, left };
}
