import type { DesiredAgent } from "@mosaicstack/roster";
import { readActivity, type Activity } from "@mosaicstack/session-launcher";
import { runtimeOfAgent } from "./agent-runtime.js";
import type { ServerState } from "@mosaicstack/tmux-client";
import { cgroupDrift } from "./cgroup-drift.js";
import { changedFiles } from "./changed-files.js";
import type { FleetContext } from "./context.js";
import { isStopped } from "./intent.js";
import { lookAtServer } from "./look-at-server.js";
import type { Lifecycle, Observation, SessionRow } from "./supervisor.js";
import type { Reason } from "./why/reason.js";

/** The document that `mosaic-fleet status --json` prints. */
export interface StatusDocument {
  readonly version: 1;
  readonly roster: string;
  /** Null: the agents are guests on the person's own default server. */
  readonly socket: string | null;
  readonly supervisor: "systemd" | "tmux";
  readonly server: {
    readonly state: ServerState["state"];
    readonly pid: number | null;
    readonly version: string | null;
  };
  /** In roster order. */
  readonly agents: readonly AgentStatus[];
  readonly summary: {
    readonly running: number;
    readonly stopped: number;
    readonly failed: number;
    readonly drifted: number;
  };
}

export interface AgentStatus {
  readonly name: string;
  readonly desired: "running" | "stopped";
  readonly lifecycle: Lifecycle;
  readonly activity: Activity;
  readonly session: { readonly name: string; readonly attached: boolean } | null;
  /** tmux's `#{pane_pid}`: the launcher's pane half. */
  readonly pane: { readonly pid: number; readonly dead: boolean } | null;
  /** ISO 8601 UTC. */
  readonly since: string | null;
  readonly restarts: number;
  readonly lastExit: Observation["lastExit"];
  readonly memoryBytes: number | null;
  /** Why it is not as desired, with what to do; null where it is, and where nobody knows. */
  readonly reason: Reason | null;
  readonly drift: readonly Drift[];
}

export interface Drift {
  readonly kind: "lifecycle" | "session" | "file" | "settings" | "cgroup";
  readonly target: string;
  readonly message: string;
}

/** What is, beside what the roster wants. A server that does not answer is a state, not an error. */
export async function fleetStatus(fleet: FleetContext): Promise<StatusDocument> {
  const { desired, supervisor } = fleet;
  const { sessions, server } = await lookAtServer(fleet);
  const names = desired.agents.map(({ name }) => name);
  const observed = await supervisor.observe(names, sessions);
  const changed = await changedFiles(fleet, observed);
  const stopped = new Set<string>();
  for (const agent of desired.agents)
    if (!agent.enabled || (await isStopped(fleet, agent.name))) stopped.add(agent.name);
  const missed = names.filter(
    (name) => !stopped.has(name) && observed.get(name)?.lifecycle !== "active",
  );
  const reasons = await supervisor.why(missed, sessions);
  const agents = await Promise.all(
    desired.agents.map(async (agent): Promise<AgentStatus> => {
      const session = sessions?.get(agent.name);
      const seen = observed.get(agent.name);
      if (seen === undefined) throw new Error(`no observation of ${agent.name}`);
      return describe(agent, stopped.has(agent.name) ? "stopped" : "running", seen, session, {
        reason: reasons.get(agent.name),
        activity: await activityOf(fleet, agent, seen, session),
        sessionsKnown: sessions !== undefined,
        changes: [
          ...(changed.get(agent.name) ?? []),
          ...(await cgroupDrift(agent.name, seen, session)),
        ],
      });
    }),
  );
  return {
    version: 1,
    roster: desired.file,
    socket: fleet.socket ?? null,
    supervisor: supervisor.kind,
    server,
    agents,
    summary: {
      running: agents.filter(({ lifecycle }) => lifecycle === "active").length,
      stopped: agents.filter(({ lifecycle }) => lifecycle === "inactive").length,
      failed: agents.filter(({ lifecycle }) => lifecycle === "failed").length,
      drifted: agents.filter(({ drift }) => drift.length > 0).length,
    },
  };
}

function describe(
  agent: DesiredAgent,
  desired: "running" | "stopped",
  seen: Observation,
  session: SessionRow | undefined,
  look: {
    activity: Activity;
    sessionsKnown: boolean;
    changes: readonly Drift[];
    reason: Reason | undefined;
  },
): AgentStatus {
  const { lifecycle } = seen;
  const drift: Drift[] = [...look.changes];
  const wanted =
    desired === "running"
      ? lifecycle === "active"
      : lifecycle !== "active" && lifecycle !== "activating";
  if (!wanted) {
    const why = look.reason === undefined ? "" : ` (${look.reason.message})`;
    drift.push({
      kind: "lifecycle",
      target: agent.name,
      message: `should be ${desired}, is ${lifecycle}${why}`,
    });
  } else if (look.sessionsKnown && (lifecycle === "active") !== (session !== undefined)) {
    const message =
      session === undefined ? "is active without a session" : "has a session, but is not active";
    drift.push({ kind: "session", target: agent.name, message });
  }
  return {
    name: agent.name,
    desired,
    lifecycle,
    activity: look.activity,
    session: session === undefined ? null : { name: agent.name, attached: session.attached > 0 },
    pane: session === undefined ? null : { pid: session.panePid, dead: session.dead },
    since: seen.since,
    restarts: seen.restarts,
    lastExit: seen.lastExit,
    memoryBytes: seen.memoryBytes,
    reason: look.reason ?? null,
    drift,
  };
}

/** Only what runs does something. */
async function activityOf(
  fleet: FleetContext,
  agent: DesiredAgent,
  { lifecycle }: Observation,
  session: SessionRow | undefined,
): Promise<Activity> {
  if (lifecycle !== "active" || session === undefined)
    return { state: "unknown", source: "none", ageMs: null };
  const channel = fleet.paths.channel(fleet.socket, agent.name);
  const { title, outputAt, piped } = session;
  const runtime = await runtimeOfAgent(agent, fleet);
  return readActivity({ runtime, channel, title, outputAt, piped });
}
