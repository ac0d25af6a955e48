import { agentHome, agentHomes, fleetHome, type AgentHome } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import type { Observation, SessionRow } from "../supervisor/supervisor.js";
import { viewSessions } from "./sessions.js";

/** Where an agent is, and its session there. */
export interface Located extends AgentHome {
  readonly session: SessionRow | undefined;
  /** Whether its server could be asked. */
  readonly known: boolean;
}

type Own = ReadonlyMap<string, SessionRow>;

/**
 * Where each of these agents lives: on the server that it is given, or still on the fleet's, where it was started before its env
 * file named another one. `own` are the sessions of the fleet's server; undefined where it could not be asked. A server of guests
 * is asked once for all of them, and what keeps it from answering is nobody else's trouble.
 */
export async function locateAgents(
  fleet: FleetContext,
  homes: ReadonlyMap<string, AgentHome>,
  own: Own | undefined,
): Promise<ReadonlyMap<string, Located>> {
  const asked = new Map<string | undefined, Promise<Own | undefined>>([
    [fleet.socket, Promise.resolve(own)],
  ]);
  const found = [...homes].map(async ([name, home]): Promise<[string, Located]> => {
    const answer = asked.get(home.socket) ?? guestsOf(home).catch(() => undefined);
    asked.set(home.socket, answer);
    const there = await answer;
    const session = there?.get(name);
    const stayed = own?.get(name);
    if (session === undefined && stayed !== undefined)
      return [name, { ...fleetHome(fleet, name), session: stayed, known: true }];
    return [name, { ...home, session, known: there !== undefined }];
  });
  return new Map(await Promise.all(found));
}

/** One agent. Throws TmuxError where the server that it lives on could not be asked. */
export async function locateAgent(fleet: FleetContext, name: string): Promise<Located> {
  const agent = fleet.desired.agents.find((each) => each.name === name);
  const own = fleetHome(fleet, name);
  const home = agent === undefined ? own : await agentHome(fleet, agent);
  for (const place of home.socket === fleet.socket ? [own] : [home, own]) {
    const session = (await guestsOf(place)).get(name);
    if (session !== undefined) return { ...place, session, known: true };
  }
  return { ...home, session: undefined, known: true };
}

/** What the supervisor knows of these agents, each where it lives. `own` as for `locateAgents`. */
export async function observeAgents(
  fleet: FleetContext,
  names: readonly string[],
  own: Own | undefined,
): Promise<ReadonlyMap<string, Observation>> {
  const { desired, supervisor } = fleet;
  // A unit says it all; where its agent lives is nobody's question.
  if (supervisor.kind === "systemd") return await supervisor.observe(names, own);
  const agents = desired.agents.filter(({ name }) => names.includes(name));
  const homes = await locateAgents(fleet, await agentHomes(fleet, agents), own);
  return await observeLocated(fleet, names, own, homes);
}

/** The same of agents that are located already. */
export async function observeLocated(
  { supervisor }: FleetContext,
  names: readonly string[],
  own: Own | undefined,
  homes: ReadonlyMap<string, Located>,
): Promise<ReadonlyMap<string, Observation>> {
  if (supervisor.kind === "systemd") return await supervisor.observe(names, own);
  const guests = sessionsOf(homes);
  const sessions =
    own === undefined && guests.size === 0 ? own : new Map([...(own ?? []), ...guests]);
  return await supervisor.observe(names, sessions, homes);
}

/** The sessions of those that are located. */
export function sessionsOf(located: ReadonlyMap<string, Located>): Map<string, SessionRow> {
  return new Map(
    [...located].flatMap(([name, { session }]) => (session === undefined ? [] : [[name, session]])),
  );
}

async function guestsOf({ tmux }: AgentHome): Promise<Own> {
  return (await viewSessions(tmux)).own;
}
