import type { QuitAgent, Stray } from "@mosaicstack/session-launcher";
import { visible } from "@mosaicstack/tmux-client/visible";
import { endSchedules } from "./begin-schedules.js";
import { endSleep } from "./end-sleep.js";
import { agentHome, agentHomes, type AgentHome } from "../agent/agent-home.js";
import { runtimeFor } from "../agent/agent-runtime.js";
import { agentValues } from "../agent/values.js";
import type { FleetContext } from "../context.js";
import { forgetChoice } from "../supervisor/choose-supervisor.js";
import { FleetError, toFleetError, wordsOf } from "../error.js";
import { settingsChanged } from "../agent/started-settings.js";
import { noteAct } from "../agent/schedule-note.js";
import { wasFinished } from "../agent/finished-task.js";
import { markStopped, readStopped } from "../agent/stopped-mark.js";
import type { Observation } from "../supervisor/supervisor.js";
import { locateAgents, observeLocated, type Located } from "../status/locate-agents.js";
import { viewSessions, type SessionsView } from "../status/sessions.js";
import type { AgentReport, DownDocument } from "../documents/reports.js";
import { refuseServerElsewhere } from "../supervisor/server-elsewhere.js";
import { stopAtHome } from "./stop-at-home.js";

/**
 * Stops exactly these agents and remembers it: they stay stopped until `start` or `up`. Says what is true afterwards, of each
 * by itself. Throws FleetError only where nothing could be tried.
 */
export async function stopAgents(
  fleet: FleetContext,
  names: readonly string[],
  { down = false }: { readonly down?: boolean } = {},
): Promise<AgentReport[]> {
  const seen = await lookAtStop(fleet, names);
  if (seen.before?.server === undefined) await refuseServerElsewhere(fleet);
  // Remembered first, for a boot may come in between; a full disk is told afterwards, it must not keep anything running.
  const reports = await stopSeen(fleet, names, seen, await remember(fleet, names, seen.was, down));
  // A start at the same time has forgotten it, where it came in between and found the agent running still.
  const ended = reports.flatMap(({ agent, outcome }) => (outcome === "failed" ? [] : agent));
  const lost = [...readStopped(fleet, ended)].flatMap(([name, { stopped }]) =>
    stopped ? [] : name,
  );
  await remember(fleet, lost, seen.was, down);
  for (const name of names) endSleep(fleet, name, seen.homes.get(name)?.channel);
  return reports;
}

/** The same, and nothing is remembered: whoever is to run is started again. */
export async function stopOnce(
  fleet: FleetContext,
  names: readonly string[],
): Promise<AgentReport[]> {
  if (names.length === 0) return [];
  return await stopSeen(fleet, names, await lookAtStop(fleet, names), new Map());
}

interface Seen {
  /** Undefined where tmux does not answer. */
  readonly before: SessionsView | undefined;
  /** Where those of them that the roster names live. */
  readonly homes: ReadonlyMap<string, Located>;
  readonly was: ReadonlyMap<string, Observation>;
}

async function lookAtStop(fleet: FleetContext, names: readonly string[]): Promise<Seen> {
  const before = await lookAround(fleet);
  const agents = fleet.desired.agents.filter(({ name }) => names.includes(name));
  const homes = await locateAgents(fleet, await agentHomes(fleet, agents), before?.own);
  return { before, homes, was: await observeLocated(fleet, names, before?.own, homes) };
}

/** `forgotten`: by agent why its stop could not be remembered. */
async function stopSeen(
  fleet: FleetContext,
  names: readonly string[],
  { before, homes, was }: Seen,
  forgotten: ReadonlyMap<string, string>,
): Promise<AgentReport[]> {
  const stops = await stopAtHome(fleet, await waysToQuit(fleet, names, homes), homes);
  const view = await viewSessions(fleet.supervisor.tmux).catch(() => undefined);
  // A server of guests that did not answer is not asked once more.
  const asked = new Map([...homes].filter(([, { known }]) => known));
  const after = await locateAgents(fleet, asked, view?.own);
  const had = (agent: string): boolean =>
    before?.own.has(agent) === true || homes.get(agent)?.session !== undefined;
  const has = (agent: string): boolean =>
    view?.own.has(agent) === true || after.get(agent)?.session !== undefined;
  return stops.map(({ agent, failure, strays, left }): AgentReport => {
    const isThere = has(agent)
      ? "its session is still there: another supervisor keeps it (see `mosaic-fleet doctor`)"
      : undefined;
    const message = failure ?? isThere ?? livesOn(left) ?? forgotten.get(agent);
    if (message !== undefined)
      return { agent, outcome: "failed", message, ...(left ? { left } : {}) };
    const lifecycle = was.get(agent)?.lifecycle;
    const there = had(agent) || (lifecycle !== "inactive" && lifecycle !== "failed");
    return { agent, outcome: there ? "stopped" : "inactive", ...(strays ? { strays } : {}) };
  });
}

/** Units are stopped without a word of tmux; undefined where it does not answer then. */
async function lookAround(fleet: FleetContext): Promise<SessionsView | undefined> {
  try {
    return await viewSessions(fleet.supervisor.tmux);
  } catch (error) {
    if (fleet.supervisor.kind === "tmux") throw error;
    return undefined;
  }
}

export function livesOn(left: readonly Stray[] = []): string | undefined {
  if (left.length === 0) return undefined;
  const some = left.slice(0, 3).map(({ pid, command }) => `${pid} (${excerpt(command)})`);
  const more = left.length > some.length ? ` and ${left.length - some.length} more` : "";
  const [subject, verb] = left.length === 1 ? ["a process", "is"] : ["processes", "are"];
  return `it is stopped, and ${subject} of it that could not be ended ${verb} alive: ${some.join(", ")}${more}`;
}

/** What a process says of itself, for one line. */
function excerpt(command: string): string {
  const letters = [...command];
  return visible(letters.length > 60 ? `${letters.slice(0, 60).join("")}…` : command);
}

/** The runtime that each was started as; none where that is not known, for its words would be typed into something else. */
export async function waysToQuit(
  fleet: FleetContext,
  names: readonly string[],
  homes?: ReadonlyMap<string, AgentHome>,
): Promise<QuitAgent[]> {
  return await Promise.all(
    names.map(async (name): Promise<QuitAgent> => {
      try {
        const agent = fleet.desired.agents.find((each) => each.name === name);
        if (agent === undefined || (await settingsChanged(fleet, agent)))
          return { name, runtime: undefined };
        const values = await agentValues(agent, fleet);
        const { channel } = homes?.get(name) ?? (await agentHome(fleet, agent));
        return { name, channel, runtime: runtimeFor(agent, values, fleet) };
      } catch {
        // What cannot be read keeps nobody running.
        return { name, runtime: undefined };
      }
    }),
  );
}

/** By agent why a stop of it is not remembered. */
async function remember(
  fleet: FleetContext,
  names: readonly string[],
  was: ReadonlyMap<string, Observation>,
  down: boolean,
): Promise<Map<string, string>> {
  const forgotten = new Map<string, string>();
  const marks = readStopped(fleet, names);
  await Promise.all(
    names.map(async (name) => {
      const agent = fleet.desired.agents.find((each) => each.name === name);
      const done = agent !== undefined && wasFinished(agent, was.get(name), marks.get(name));
      const keeps = async (): Promise<void> => {
        await markStopped(fleet, name, { finished: done, down });
        if (agent?.schedule !== undefined) noteAct(fleet, name);
      };
      await keeps().catch((error: unknown) => {
        const why = toFleetError(error);
        const words = why instanceof Error ? why.message : String(why);
        forgotten.set(
          name,
          `stopped, but that cannot be remembered: ${words}. Free space or mend permissions there, then stop once more; until then a boot starts it again`,
        );
      });
    }),
  );
  return forgotten;
}

/** Stops the fleet and ends the server that was founded for it, unless foreign sessions are on it. */
export async function stopFleet(fleet: FleetContext, force: boolean): Promise<DownDocument> {
  const names = fleet.desired.agents.map(({ name }) => name);
  const timed = [...((await fleet.supervisor.schedules?.states()) ?? new Map()).keys()];
  await endSchedules(
    fleet,
    timed.filter((name) => names.includes(name)),
  );
  const agents = await stopAgents(fleet, names, { down: true });
  const left = await lookAround(fleet);
  // Sessions of ours that this roster does not name belong to another one, or left it: not this fleet's to end.
  const others = [...(left?.own.keys() ?? [])].filter(
    (name) => !fleet.desired.agents.some((agent) => agent.name === name),
  );
  if (force && fleet.socket !== undefined) {
    await fleet.supervisor.stop(others.map((name) => ({ name, runtime: undefined })));
  }
  const keptBy = force ? [] : [...(left?.foreign ?? []), ...others];
  // An agent that would not stop keeps the server as well: its session is the only handle on it.
  const stuck = agents.some(({ outcome }) => outcome === "failed") && !force;
  // Whose sessions are on it nobody can say.
  const unknown = left === undefined && !force;
  if (unknown) fleet.log("the tmux server does not answer, so it is kept: `down --force` ends it");
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
    return { version: 1, agents, server: "kept", keptBy };
  }
  try {
    const server = await fleet.supervisor.endServer(keptBy.length > 0 || stuck || unknown);
    if (server !== "kept") await forgetChoice(fleet.paths, fleet.socket);
    return { version: 1, agents, server, keptBy };
  } catch (error) {
    return { version: 1, agents, server: "kept", keptBy, trouble: wordsOf(error) };
  }
}
