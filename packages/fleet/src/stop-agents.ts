import type { QuitAgent } from "@mosaicstack/session-launcher";
import { readAgentFiles } from "./agent-environment.js";
import { runtimeFor } from "./agent-runtime.js";
import type { FleetContext } from "./context.js";
import { forgetChoice } from "./choose-supervisor.js";
import { FleetError } from "./error.js";
import { settingsChanged } from "./fingerprint.js";
import { markStopped } from "./intent.js";
import { viewSessions } from "./sessions.js";
import type { AgentReport } from "./start-agents.js";

/** Stops exactly these agents and remembers it: they stay stopped until `start` or `up`. Says what is true afterwards. */
export async function stopAgents(
  fleet: FleetContext,
  names: readonly string[],
): Promise<AgentReport[]> {
  const before = await viewSessions(fleet.supervisor.tmux);
  const was = await fleet.supervisor.observe(names, before.own);
  // Remembered first, for a boot may come in between; a full disk is told afterwards, it must not keep anything running.
  const forgotten = await remember(fleet, names);
  const stops = await fleet.supervisor.stop(await waysToQuit(fleet, names));
  const after = await viewSessions(fleet.supervisor.tmux);
  const reports = stops.map(({ agent, failure, strays }): AgentReport => {
    const left = after.own.has(agent)
      ? "its session is still there: another supervisor keeps it (see `mosaic-fleet doctor`)"
      : undefined;
    const message = failure ?? left;
    if (message !== undefined) return { agent, outcome: "failed", message };
    const lifecycle = was.get(agent)?.lifecycle;
    const there = before.own.has(agent) || (lifecycle !== "inactive" && lifecycle !== "failed");
    return { agent, outcome: there ? "stopped" : "inactive", ...(strays ? { strays } : {}) };
  });
  if (forgotten !== undefined) throw forgotten;
  return reports;
}

/** The runtime that each was started as; none where that is not known, for its words would be typed into something else. */
async function waysToQuit(fleet: FleetContext, names: readonly string[]): Promise<QuitAgent[]> {
  return await Promise.all(
    names.map(async (name): Promise<QuitAgent> => {
      const agent = fleet.desired.agents.find((each) => each.name === name);
      if (agent === undefined || (await settingsChanged(fleet, agent)))
        return { name, runtime: undefined };
      try {
        const files = await readAgentFiles(agent, fleet);
        const channel = fleet.paths.channel(fleet.socket, name);
        return { name, channel, runtime: runtimeFor(agent, files) };
      } catch (error) {
        // A file that cannot be read keeps nobody running.
        if (error instanceof FleetError) return { name, runtime: undefined };
        throw error;
      }
    }),
  );
}

async function remember(
  fleet: FleetContext,
  names: readonly string[],
): Promise<FleetError | undefined> {
  try {
    await Promise.all(names.map(async (name) => markStopped(fleet, name)));
    return undefined;
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    return new FleetError("Failed", `stopped, but that cannot be remembered: ${error.message}`, {
      remedy:
        "Free space or mend permissions there, then stop once more; until then a boot starts them again.",
      cause: error,
    });
  }
}

export interface DownReport {
  readonly agents: readonly AgentReport[];
  readonly server: "ended" | "absent" | "kept";
  /** Sessions that are not this roster's, for which the server was kept. */
  readonly keptBy: readonly string[];
}

/** Stops the fleet and ends the server that was founded for it, unless foreign sessions are on it. */
export async function stopFleet(fleet: FleetContext, force: boolean): Promise<DownReport> {
  const agents = await stopAgents(
    fleet,
    fleet.desired.agents.map(({ name }) => name),
  );
  const left = await viewSessions(fleet.supervisor.tmux);
  // Sessions of ours that this roster does not name belong to another one, or left it: not this fleet's to end.
  const others = [...left.own.keys()].filter(
    (name) => !fleet.desired.agents.some((agent) => agent.name === name),
  );
  if (force && fleet.socket !== undefined) {
    await fleet.supervisor.stop(others.map((name) => ({ name, runtime: undefined })));
  }
  const keptBy = force ? [] : [...left.foreign, ...others];
  // An agent that would not stop keeps the server as well: its session is the only handle on it.
  const stuck = agents.some(({ outcome }) => outcome === "failed") && !force;
  if (fleet.socket === undefined) {
    if (force) {
      throw new FleetError(
        "Refused",
        "your own default tmux server is never ended by Mosaic Fleet",
        {
          remedy: "Its agents were stopped. End the server yourself if you mean it.",
        },
      );
    }
    return { agents, server: "kept", keptBy };
  }
  const server = await fleet.supervisor.endServer(keptBy.length > 0 || stuck);
  if (server !== "kept") await forgetChoice(fleet.paths, fleet.socket);
  return { agents, server, keptBy };
}
