import type { DesiredAgent } from "@mosaicstack/roster";
import {
  beginWaking,
  forgetFinish,
  forgetSleep,
  type AgentChannel,
} from "@mosaicstack/agent-channel";
import { awaitReady } from "./await-ready.js";
import { socketOf } from "../agent/agent-home.js";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { type Rest } from "./at-rest.js";
import { reportOf } from "./report-of.js";
import { isFinished } from "../agent/finished-task.js";
import { noteSettings } from "../agent/started-settings.js";
import { clearStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import type { AgentReport } from "../documents/reports.js";
import { FleetError, wordsOf } from "../error.js";
import { observeAgents } from "../status/locate-agents.js";
import { viewSessions, type SessionsView } from "../status/sessions.js";
import { rememberChoice } from "../supervisor/choose-supervisor.js";
import type { Observation } from "../supervisor/supervisor.js";
import { toldWhole } from "../why/reason.js";
import { settleEnds } from "./finished-tasks.js";
import { settleStops } from "./settle-stops.js";

/** What a start goes on with, once its files stand. */
export interface Beginning {
  readonly named: readonly DesiredAgent[];
  readonly able: readonly AgentLaunch[];
  /** Who is left as it is. */
  readonly done: ReadonlyMap<string, Rest>;
  /** By agent why it cannot be started; more come to it. */
  readonly troubles: Map<string, string>;
  readonly seen: SessionsView;
  readonly before: ReadonlyMap<string, Observation>;
  /** See `Wanted`. */
  readonly shipped: string;
  /** Milliseconds since the epoch: nobody waits for it longer. */
  readonly until?: number | undefined;
}

/** Starts those that do not run, of agents whose files stand, and tells of all that were named. */
export async function bringUp(
  fleet: FleetContext,
  { named, able, done, troubles, seen, before, shipped, until }: Beginning,
): Promise<AgentReport[]> {
  const isActive = ({ name }: DesiredAgent): boolean => before.get(name)?.lifecycle === "active";
  const channelOf = ({ agent: { name }, values }: AgentLaunch): AgentChannel =>
    fleet.paths.channel(socketOf(values, fleet.socket), name);
  const launches: AgentLaunch[] = [];
  for (const launch of able) {
    try {
      await clearStopped(fleet, launch.agent.name);
      if (!isActive(launch.agent)) {
        beginWaking(channelOf(launch));
        forgetFinish(channelOf(launch));
      }
      launches.push(launch);
    } catch (error) {
      if (!(error instanceof FleetError)) throw error;
      troubles.set(launch.agent.name, wordsOf(error));
    }
  }
  const agents = named.filter(({ enabled }) => enabled);
  const names = agents.map(({ name }) => name);
  const waiting = launches.filter(({ agent }) => !isActive(agent));
  for (const [name, trouble] of troubles)
    if (before.get(name)?.lifecycle === "active") fleet.log(`${name} runs, but ${trouble}`);
  const started = { shipped, roster: fleet.desired.file };
  // The loop in tmux goes on with what it has.
  const goesOn = ({ agent }: AgentLaunch): boolean =>
    fleet.supervisor.kind === "tmux" && before.get(agent.name)?.lifecycle === "activating";
  for (const { agent } of waiting.filter((launch) => !goesOn(launch)))
    await note(fleet, async () => await noteSettings(fleet, agent, started));
  if (waiting.length > 0)
    fleet.log(`starting ${waiting.map(({ agent }) => agent.name).join(", ")}`);
  const failures =
    waiting.length > 0 ? await fleet.supervisor.start(waiting) : new Map<string, string>();
  const begun = waiting.filter(({ agent }) => !failures.has(agent.name));
  for (const launch of begun) forgetSleep(channelOf(launch));
  const { own: sessions } = begun.length > 0 ? await viewSessions(fleet.supervisor.tmux) : seen;
  const now = begun.length > 0 ? await observeAgents(fleet, names, sessions) : before;
  // Before the wait, which a person may cut short.
  const keeps =
    names.some((name) => now.get(name)?.lifecycle === "active") ||
    begun.some(({ agent }) => agent.task);
  if (fleet.socket !== undefined && keeps) {
    const { paths, socket, choice } = fleet;
    await note(fleet, async () => await rememberChoice(paths, socket, choice.kind));
  }
  const readiness = await awaitReady(fleet, begun, sessions, until);
  const look = async (): ReturnType<typeof observeNow> => await observeNow(fleet, names);
  const ended = waiting.length > 0 ? await settleEnds(agents, readiness, look) : before;
  const tried = agents.filter(({ name, task }) => !task && !troubles.has(name)).map(nameOf);
  const told = (error: FleetError): void => fleet.log(wordsOf(error));
  const after = await settleStops(fleet, tried, ended, { observe: look, told });
  const reasons = await whyDown(fleet, after);
  return named.map((agent): AgentReport => {
    const { name, enabled } = agent;
    const trouble = troubles.get(name);
    if (!enabled && trouble === undefined) return { agent: name, outcome: "disabled" };
    if (before.get(name)?.lifecycle === "active" && after.get(name)?.lifecycle === "active")
      return { agent: name, outcome: "running" };
    const failure = trouble ?? failures.get(name) ?? reasons.get(name);
    const rest = done.get(name) ?? (isFinished(agent, after.get(name)) ? "finished" : undefined);
    if (failure === undefined && rest !== undefined) return { agent: name, outcome: rest };
    return reportOf(name, failure, after.get(name), readiness.get(name));
  });
}

const nameOf = ({ name }: DesiredAgent): string => name;

/** What cannot be noted keeps nobody from being started: it is said, and `status` may know less than is so. */
async function note(fleet: FleetContext, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    fleet.log(wordsOf(error));
  }
}

/** Of those that will not come back by themselves, where there is more to say than how they ended. */
async function whyDown(
  fleet: FleetContext,
  now: ReadonlyMap<string, Observation>,
): Promise<ReadonlyMap<string, string>> {
  const down = [...now].filter(([, { lifecycle }]) => lifecycle === "failed").map(([name]) => name);
  if (down.length === 0) return new Map();
  const { own } = await viewSessions(fleet.supervisor.tmux);
  const reasons = await fleet.supervisor.why(down, own);
  const more = [...reasons].filter(([, { kind }]) => kind !== "ended");
  return new Map(more.map(([name, reason]) => [name, toldWhole(reason)]));
}

/** How they stand now, each where it lives. */
export async function observeNow(
  fleet: FleetContext,
  names: readonly string[],
): ReturnType<FleetContext["supervisor"]["observe"]> {
  const { own } = await viewSessions(fleet.supervisor.tmux);
  return await observeAgents(fleet, names, own);
}
