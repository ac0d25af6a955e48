import { dirname, join } from "node:path";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { FleetContext } from "../context.js";
import { agentHomes } from "../agent/agent-home.js";
import { launchEach, refusedEach } from "../agent/prepare-agents.js";
import { wordsOf } from "../error.js";
import { findFleet } from "../plan/found.js";
import { planFleet } from "../plan/plan-fleet.js";
import type { PlannedChange } from "../plan/planned-change.js";
import { wantFleet } from "../plan/wanted.js";
import type { Observation } from "../supervisor/supervisor.js";
import type { AgentPlan } from "./drift.js";
import { lookAtAgent, type AgentLook } from "./look-at-agent.js";
import { serverDrift } from "./server-drift.js";
import { lookAtServer } from "./look-at-server.js";
import { locateAgents, sessionsOf } from "./locate-agents.js";
import { scheduleStatus } from "./schedule-status.js";
import type { SessionsView } from "./sessions.js";
import type { SessionRow } from "../supervisor/supervisor.js";
import type { Reason } from "../documents/reason.js";
import type { Drift } from "../documents/drift.js";
import type { AgentStatus, StatusDocument } from "../documents/status.js";

/** What is, beside what the roster wants. A server that does not answer is a state, not an error. */
export async function fleetStatus(fleet: FleetContext): Promise<StatusDocument> {
  return (await lookAtFleet(fleet)).status;
}

/** A status, and how to bring the cheapest part of it up to date. */
export interface FleetLook {
  readonly status: StatusDocument;
  /** Every agent should run and does, with the very files and settings that it should have. */
  readonly isSettled: boolean;
  /** Folders of cgroup2 in which the units of these agents come and go. */
  readonly slices: readonly string[];
  /** The same, but for what the channels of these agents tell by now. */
  again(names: ReadonlySet<string>): Promise<StatusDocument>;
}

export async function lookAtFleet(given: FleetContext): Promise<FleetLook> {
  const fleet = { ...given, disks: given.disks ?? new Map() };
  const { desired, supervisor } = fleet;
  const names = desired.agents.map(({ name }) => name);
  const places = await agentHomes(fleet, desired.agents);
  const locating = lookAtServer(fleet).then(async (look) => ({
    ...look,
    homes: await locateAgents(fleet, places, look.sessions?.own),
  }));
  // systemd needs no sessions for what it says, so both are asked at once.
  const [{ sessions: view, server, homes }, observed] = await Promise.all([
    locating,
    supervisor.kind === "systemd"
      ? supervisor.observe(names, undefined, places)
      : locating.then(
          async (located) =>
            await supervisor.observe(names, sessionsOf(located.homes), located.homes),
        ),
  ]);
  const sessions = sessionsOf(homes);
  const { plans, isSettled } = await plansOf(fleet, view, observed);
  const shared = await serverDrift(fleet, server);
  const found = await Promise.all(
    desired.agents.map(
      async (agent) =>
        await lookAtAgent(fleet, agent, observed, homes.get(agent.name), plans(agent.name), shared),
    ),
  );
  const resting = new Set(
    found.filter((look) => look.stopped || rests(look)).map(({ name }) => name),
  );
  const missed = names.filter(
    (name) => !resting.has(name) && observed.get(name)?.lifecycle !== "active",
  );
  const reasons = await supervisor.why(missed, sessions, homes);
  const schedules = await scheduleStatus(fleet, desired.agents);
  const agents = found.map((look): AgentStatus => {
    const schedule = schedules.get(look.name);
    const told = describe(look, reasons.get(look.name), homes.get(look.name)?.known === true);
    return schedule === undefined ? told : { ...told, schedule };
  });
  const summary = {
    running: agents.filter(({ lifecycle }) => lifecycle === "active").length,
    stopped: agents.filter(({ lifecycle }) => lifecycle === "inactive").length,
    failed: agents.filter(({ lifecycle }) => lifecycle === "failed").length,
    drifted: agents.filter(({ drift }) => drift.length > 0).length,
  };
  const status: StatusDocument = {
    version: 1,
    roster: desired.file,
    socket: fleet.socket ?? null,
    supervisor: supervisor.kind,
    server,
    agents,
    summary,
  };
  const looks = new Map(found.map((look) => [look.name, look]));
  let [told, toldAt] = [agents, Date.now()];
  const groups = [...observed.values()].flatMap(({ controlGroup }) => controlGroup ?? []);
  return {
    status,
    isSettled: isSettled && summary.running === names.length && server.state === "running",
    slices: [...new Set(groups.map((group) => join("/sys/fs/cgroup", dirname(group))))],
    again: async (changed) => {
      const passed = Date.now() - toldAt;
      const now = await Promise.all(
        told.map(async (agent) => {
          const look = changed.has(agent.name) ? looks.get(agent.name) : undefined;
          return look === undefined
            ? older(agent, passed)
            : { ...agent, ...(await look.saidNow()) };
        }),
      );
      [told, toldAt] = [now, toldAt + passed];
      return { ...status, agents: now };
    },
  };
}

/** The same, so much later. */
function older(agent: AgentStatus, passedMs: number): AgentStatus {
  const { activity } = agent;
  if (activity.ageMs === null) return agent;
  return { ...agent, activity: { ...activity, ageMs: activity.ageMs + passedMs } };
}

/** The plan of the whole fleet, by agent, with what all share. */
async function plansOf(
  fleet: FleetContext,
  sessions: SessionsView | undefined,
  observed: ReadonlyMap<string, Observation>,
): Promise<{ readonly plans: (name: string) => AgentPlan; readonly isSettled: boolean }> {
  const { agents } = fleet.desired;
  // Without units nothing is compared with how it would be started: only what keeps that from being said counts.
  const asked =
    fleet.supervisor.dropIn === undefined
      ? await refusedEach(fleet, agents)
      : await launchEach(fleet, agents);
  const { launches, errors } = asked;
  const wanted = await wantFleet(fleet, agents, { launches, troubles: new Map() }, "as-marked");
  const found = await findFleet(fleet, wanted, { sessions, observed, scope: "agents" });
  const byAgent = new Map<string | null, PlannedChange[]>();
  const changes = planFleet(wanted, found, fleet.supervisor.kind);
  for (const change of changes)
    byAgent.set(change.agent, [...(byAgent.get(change.agent) ?? []), change]);
  const shared = byAgent.get(null) ?? [];
  const byName = new Map(wanted.agents.map((each) => [each.agent.name, each]));
  const plans = (name: string): AgentPlan => {
    const error = errors.get(name);
    return {
      changes: [...shared, ...(byAgent.get(name) ?? [])],
      trouble: error === undefined ? undefined : wordsOf(error),
      worktree: found.worktrees.get(name),
      stopped: byName.get(name)?.should === "stopped",
      faults: [byName.get(name)?.fault, found.agents.get(name)?.fault].filter(
        (fault) => fault !== undefined,
      ),
    };
  };
  const isSettled =
    changes.length === 0 &&
    errors.size === 0 &&
    wanted.agents.every(({ should, fault }) => should === "running" && fault === undefined) &&
    [...found.agents.values()].every(({ fault }) => fault === undefined);
  return { plans, isSettled };
}

function describe(
  look: AgentLook,
  reason: Reason | undefined,
  sessionsKnown: boolean,
): AgentStatus {
  const { name, stopped, asleepAt, seen, session, said, drift: found, worktree } = look;
  const { lifecycle } = seen;
  const isAtRest = rests(look);
  const desired = stopped ? "stopped" : "running";
  const drift: Drift[] = [...found];
  const wanted =
    desired === "running"
      ? lifecycle === "active" || isAtRest
      : lifecycle !== "active" && lifecycle !== "activating";
  if (!wanted) {
    const why = reason === undefined ? "" : ` (${reason.message})`;
    drift.push({
      kind: "lifecycle",
      target: name,
      message: `should be ${desired}, is ${lifecycle}${why}`,
    });
  } else if (!isAtRest && sessionsKnown && (lifecycle === "active") !== (session !== undefined)) {
    const message =
      session === undefined ? "is active without a session" : "has a session, but is not active";
    drift.push({ kind: "session", target: name, message });
  }
  const elsewhere = session === undefined ? undefined : sessionDrift(session);
  if (elsewhere !== undefined) drift.push(elsewhere);
  return {
    name,
    desired,
    lifecycle,
    ...said,
    session: session === undefined ? null : { name: session.name, attached: session.attached > 0 },
    pane: session?.pane === undefined ? null : { pid: session.pane.pid, dead: session.pane.dead },
    // What the manager knows of it ends with the boot.
    since: asleepAt === undefined ? seen.since : new Date(asleepAt).toISOString(),
    restarts: seen.restarts,
    lastExit: seen.lastExit,
    memoryBytes: seen.memoryBytes,
    reason: reason ?? null,
    drift,
    ...(worktree && { worktree }),
  };
}

/** It does not run, as it should be, though nobody stopped it. */
function rests({ finished, asleepAt }: AgentLook): boolean {
  return finished || asleepAt !== undefined;
}

function sessionDrift({ agent, name, isOwn, isNameTaken }: SessionRow): Drift | undefined {
  const called = `\`${visible(name)}\``;
  const drift = (message: string, remedy: string): Drift => ({
    kind: "session",
    target: agent,
    message,
    remedy,
  });
  if (!isOwn)
    return drift(
      `runs in session ${called}, which is not its own: its next start gives it one`,
      `When its work allows: \`mosaic-fleet stop ${agent}\`, then \`mosaic-fleet start ${agent}\`.`,
    );
  if (name === agent) return undefined;
  if (isNameTaken)
    return drift(
      `has a session that is called ${called}, for another one has its name`,
      `Rename or end the session \`${agent}\`, then run \`mosaic-fleet up\`.`,
    );
  return drift(
    `has a session that is called ${called}: \`mosaic-fleet up\` renames it back`,
    "Run `mosaic-fleet up`.",
  );
}
