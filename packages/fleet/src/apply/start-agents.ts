import { removeLeftOnce } from "@mosaicstack/session-launcher";
import type { DesiredAgent } from "@mosaicstack/roster";
import { beginWaking, forgetSleep, type AgentChannel } from "@mosaicstack/agent-channel";
import { endSleep } from "./end-sleep.js";
import { awaitReady } from "./await-ready.js";
import { socketOf } from "../agent/agent-home.js";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { atRest, type Rest } from "./at-rest.js";
import { reportOf } from "./report-of.js";
import { settleSleep } from "./settle-sleep.js";
import { isFinished } from "../agent/finished-task.js";
import { prepareAll } from "../agent/prepare-agents.js";
import { noteSettings } from "../agent/started-settings.js";
import { clearStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import type { AgentReport } from "../documents/reports.js";
import { FleetError, wordsOf } from "../error.js";
import { findFleet } from "../plan/found.js";
import { planFleet } from "../plan/plan-fleet.js";
import { wantFleet } from "../plan/wanted.js";
import { renameBack } from "./rename-back.js";
import { observeAgents } from "../status/locate-agents.js";
import { viewSessions, type SessionsView } from "../status/sessions.js";
import { rememberChoice } from "../supervisor/choose-supervisor.js";
import type { Observation } from "../supervisor/supervisor.js";
import { toldWhole } from "../why/reason.js";
import { settleEnds } from "./finished-tasks.js";
import { readWritten, watchIdle, writeChanges } from "./write-changes.js";

/**
 * Writes what must stand on disk, starts what is not running, waits until it is ready, and says what is true at the end,
 * in the given order. One that cannot be started is told, and costs the others nothing.
 * `until`: when the wait is over, milliseconds since the epoch, if before its runtime's own deadline. `again: false`: a task that is done is left so, and who sleeps.
 * Throws FleetError before anything is written when none of them can, as `Missing` when a program is found nowhere, and when no
 * server can be used.
 */
export async function startAgents(
  fleet: FleetContext,
  named: readonly DesiredAgent[],
  { again = true, until }: { readonly again?: boolean; readonly until?: number | undefined } = {},
): Promise<AgentReport[]> {
  if (again) await settleSleep(fleet, named);
  removeLeftOnce(fleet.paths.runtime);
  const { launches, troubles } = await prepareAll(fleet, named, async (names) => {
    const now = await observeNow(fleet, names);
    return names.some((name) => now.get(name)?.lifecycle === "active");
  });
  const seen = await viewSessions(fleet.supervisor.tmux);
  await refuseServer(fleet, seen.server);
  const wanted = await wantFleet(fleet, named, { launches, troubles }, "running");
  const found = await findFleet(fleet, wanted, { sessions: seen, scope: "agents" });
  const plan = planFleet(wanted, found, fleet.supervisor.kind);
  sayWhatWaits(
    fleet,
    plan.flatMap(({ action, agent, counts }) =>
      action === "restart" && counts ? (agent ?? []) : [],
    ),
  );
  const renames = plan.filter(({ kind, action }) => kind === "session" && action === "update");
  await renameBack(
    fleet,
    renames.flatMap(({ agent }) => agent ?? []),
    seen.own,
  );
  // Also the files of disabled agents: they are only not started.
  const files = plan.filter(({ kind, needsPrune }) => kind === "file" && !needsPrune);
  const written = await writeChanges(files);
  await readWritten(fleet, written, wanted.files);
  await watchIdle(fleet, written, found.agents);
  for (const [{ agent }, { outcome, message }] of written)
    if (outcome === "failed" && agent !== null) troubles.set(agent, message ?? "");
  for (const { name } of named.filter(({ enabled }) => !enabled)) {
    endSleep(fleet, name);
    await fleet.supervisor.unlink([name]).catch((error: unknown) => {
      troubles.set(name, wordsOf(error));
    });
  }
  const done = again ? new Map<string, Rest>() : await atRest(fleet, named, found.agents);
  const able = launches.filter(
    ({ agent: { name, enabled } }) => enabled && !troubles.has(name) && !done.has(name),
  );
  return await bringUp(fleet, {
    named,
    able,
    done,
    troubles,
    seen,
    before: found.agents,
    shipped: wanted.shipped,
    until,
  });
}

/** Starts those that do not run, of agents whose files stand, and tells of all that were named. */
export async function bringUp(
  fleet: FleetContext,
  {
    named,
    able,
    done,
    troubles,
    seen,
    before,
    shipped,
    until,
  }: {
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
    readonly until?: number | undefined;
  },
): Promise<AgentReport[]> {
  const isActive = ({ name }: DesiredAgent): boolean => before.get(name)?.lifecycle === "active";
  const channelOf = ({ agent: { name }, values }: AgentLaunch): AgentChannel =>
    fleet.paths.channel(socketOf(values, fleet.socket), name);
  const launches: AgentLaunch[] = [];
  for (const launch of able) {
    try {
      await clearStopped(fleet, launch.agent.name);
      if (!isActive(launch.agent)) beginWaking(channelOf(launch));
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
  const after = waiting.length > 0 ? await settleEnds(agents, readiness, look) : before;
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

/** What cannot be noted keeps nobody from being started: it is said, and `status` may know less than is so. */
async function note(fleet: FleetContext, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    fleet.log(wordsOf(error));
  }
}

/** A running agent keeps what it was started with: nobody's work is ended unasked. */
function sayWhatWaits(fleet: FleetContext, names: readonly string[]): void {
  if (names.length === 0) return;
  fleet.log(`new settings of ${names.join(", ")} wait for a restart: \`mosaic-fleet apply\``);
}

/** Before anything is written: a guest needs a server, and a second keeper of the same sessions would undo the first one's work. */
export async function refuseServer(
  fleet: FleetContext,
  server: SessionsView["server"],
): Promise<void> {
  if (fleet.socket === undefined) {
    if (server !== undefined) return;
    throw new FleetError("Missing", "no tmux server runs on your default socket", {
      remedy: "Start tmux, or give the roster a `socket_name` (or `--socket NAME`).",
    });
  }
  if (server === undefined || (await fleet.supervisor.holds(server.pid))) return;
  throw new FleetError(
    "Refused",
    `a tmux server that systemd does not hold answers on socket \`${fleet.socket}\` (pid ${server.pid})`,
    {
      remedy:
        "End it first, with `mosaic-fleet down --supervisor tmux`, or go on with `--supervisor tmux`.",
    },
  );
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

async function observeNow(
  fleet: FleetContext,
  names: readonly string[],
): ReturnType<FleetContext["supervisor"]["observe"]> {
  const { own } = await viewSessions(fleet.supervisor.tmux);
  return await observeAgents(fleet, names, own);
}
