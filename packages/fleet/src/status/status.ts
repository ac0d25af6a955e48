import type { FleetContext } from "../context.js";
import { lookAtAgent, type AgentLook } from "./look-at-agent.js";
import { lookAtServer } from "./look-at-server.js";
import type { Reason } from "../documents/reason.js";
import type { AgentStatus, Drift, StatusDocument } from "../documents/status.js";

/** What is, beside what the roster wants. A server that does not answer is a state, not an error. */
export async function fleetStatus(fleet: FleetContext): Promise<StatusDocument> {
  const { desired, supervisor } = fleet;
  const names = desired.agents.map(({ name }) => name);
  const looking = lookAtServer(fleet);
  // systemd needs no sessions for what it says, so both are asked at once.
  const [{ sessions, server }, observed] = await Promise.all([
    looking,
    supervisor.observe(names, supervisor.kind === "systemd" ? undefined : (await looking).sessions),
  ]);
  const found = await Promise.all(
    desired.agents.map(async (agent) => await lookAtAgent(fleet, agent, observed, sessions)),
  );
  const stopped = new Set(found.filter((look) => look.stopped).map(({ name }) => name));
  const missed = names.filter(
    (name) => !stopped.has(name) && observed.get(name)?.lifecycle !== "active",
  );
  const reasons = await supervisor.why(missed, sessions);
  const agents = found.map((look) =>
    describe(look, reasons.get(look.name), sessions !== undefined),
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
  { name, stopped, seen, session, activity, drift: found }: AgentLook,
  reason: Reason | undefined,
  sessionsKnown: boolean,
): AgentStatus {
  const { lifecycle } = seen;
  const desired = stopped ? "stopped" : "running";
  const drift: Drift[] = [...found];
  const wanted =
    desired === "running"
      ? lifecycle === "active"
      : lifecycle !== "active" && lifecycle !== "activating";
  if (!wanted) {
    const why = reason === undefined ? "" : ` (${reason.message})`;
    drift.push({
      kind: "lifecycle",
      target: name,
      message: `should be ${desired}, is ${lifecycle}${why}`,
    });
  } else if (sessionsKnown && (lifecycle === "active") !== (session !== undefined)) {
    const message =
      session === undefined ? "is active without a session" : "has a session, but is not active";
    drift.push({ kind: "session", target: name, message });
  }
  return {
    name,
    desired,
    lifecycle,
    activity,
    session: session === undefined ? null : { name, attached: session.attached > 0 },
    pane: session === undefined ? null : { pid: session.panePid, dead: session.dead },
    since: seen.since,
    restarts: seen.restarts,
    lastExit: seen.lastExit,
    memoryBytes: seen.memoryBytes,
    reason: reason ?? null,
    drift,
  };
}
