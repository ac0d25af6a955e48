import { agentLaunch, missingProgram } from "../agent-launch.js";
import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import { viewSessions } from "../sessions.js";
import type { AgentStatus, Drift, StatusDocument } from "../status.js";
import { agentUnit } from "../unit-names.js";
import { finding, type DoctorFinding } from "./finding.js";

/** Programs of agents that are nowhere. */
export async function checkPrograms(fleet: FleetContext): Promise<DoctorFinding[]> {
  const found = await Promise.all(
    fleet.desired.agents.map(async (agent) => {
      try {
        return missingProgram(await agentLaunch(agent, { ...fleet, path: fleet.supervisor.path }));
      } catch (error) {
        // An env file that cannot be read: `checkAgents` tells it from the agent's drift.
        if (error instanceof FleetError) return undefined;
        throw error;
      }
    }),
  );
  return fleet.desired.agents.flatMap(({ name }, index) => {
    const program = found[index];
    if (program === undefined) return [];
    const what = `\`${program}\` of agent \`${name}\` is not on PATH`;
    const remedy = "Install it, or set MOSAIC_AGENT_COMMAND in the agent's env file.";
    return [
      finding(
        "runtime-missing",
        "error",
        what,
        "The agent cannot start without its program.",
        remedy,
      ),
    ];
  });
}

/** Agents that are not as the roster wants. */
export function checkAgents(status: StatusDocument): DoctorFinding[] {
  return status.agents.flatMap((agent) =>
    agent.drift.map(({ kind, message }) =>
      finding(
        `agent-${kind}`,
        "warning",
        kind === "file" ? message : `\`${agent.name}\` ${message}`,
        "What runs is not what the roster and your last `start` or `stop` say.",
        remedyOf(kind, agent),
      ),
    ),
  );
}

function remedyOf(kind: Drift["kind"], { name, desired }: AgentStatus): string {
  if (kind === "settings")
    return `When its work allows: \`mosaic-fleet stop ${name}\`, then \`mosaic-fleet start ${name}\`.`;
  if (kind !== "lifecycle") return "Run `mosaic-fleet up`.";
  return `Run \`mosaic-fleet ${desired === "running" ? "start" : "stop"} ${name}\`.`;
}

/** Sessions of ours that the roster does not name. */
export async function checkOrphans(
  fleet: FleetContext,
  status: StatusDocument,
): Promise<DoctorFinding[]> {
  if (status.server.state !== "running") return [];
  const { own } = await viewSessions(fleet.supervisor.tmux);
  const known = new Set(status.agents.map(({ name }) => name));
  return [...own.keys()]
    .filter((name) => !known.has(name))
    .map((name) =>
      finding(
        "orphan-session",
        "warning",
        `session \`${name}\` was started by Mosaic Fleet, and the roster does not name it`,
        "It was taken out of the roster while it ran, or belongs to another roster on the same socket.",
        fleet.supervisor.kind === "systemd"
          ? `Add it to the roster, or end it: \`systemctl --user disable --now ${agentUnit(name)}\`.`
          : `Add it to the roster, or end it: \`tmux -L ${fleet.socket ?? "default"} kill-session -t =${name}:\`.`,
      ),
    );
}
