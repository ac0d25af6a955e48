import type { FleetContext } from "../context.js";
import type { SessionRow } from "../supervisor/supervisor.js";
import type { SessionsView } from "../status/sessions.js";
import { agentUnit } from "../supervisor/unit-names.js";
import { isBroken } from "../status/unit-drift.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";
import type { Drift } from "../documents/drift.js";
import type { AgentStatus, StatusDocument } from "../documents/status.js";

/** Agents that are not as the roster wants. `told`: paths of which all has been said. */
export function checkAgents(status: StatusDocument, told: ReadonlySet<string>): DoctorFinding[] {
  return status.agents.flatMap((agent) =>
    agent.drift
      .filter((each) => !told.has(each.target) && !isBroken(each))
      .flatMap(({ kind, target, message, remedy }) =>
        // What all agents share is told once, elsewhere.
        kind === "reload" || kind === "server"
          ? []
          : finding(
              `agent-${kind}`,
              kind === "file" ? message : `\`${agent.name}\` ${message}`,
              remedy ?? remedyOf(kind, agent, target),
            ),
      ),
  );
}

function remedyOf(
  kind: Drift["kind"],
  { name, desired, reason }: AgentStatus,
  target: string,
): string {
  if (kind === "drop-in")
    return `Say it in the roster, or take that out of ${target}; then \`systemctl --user daemon-reload\`.`;
  if (kind === "settings" || kind === "cgroup")
    return `When its work allows: \`mosaic-fleet restart ${name}\`.`;
  if (kind === "look") return "Fix that, then run `mosaic-fleet doctor` again.";
  if (kind === "lifecycle" && reason !== null) return reason.remedy;
  if (kind === "session") return "Run `mosaic-fleet up`.";
  if (kind !== "lifecycle") return "Run `mosaic-fleet apply`.";
  return `Run \`mosaic-fleet ${desired === "running" ? "start" : "stop"} ${name}\`.`;
}

/** Sessions of ours that the roster does not name. */
export function checkOrphans(
  fleet: FleetContext,
  status: StatusDocument,
  { own }: SessionsView,
): DoctorFinding[] {
  return orphans(status, { own }).map(({ agent: name, id }) =>
    finding(
      "orphan-session",
      `session \`${name}\` was started by Mosaic Fleet, and the roster does not name it`,
      fleet.supervisor.kind === "systemd"
        ? `Add it to the roster, or end it: \`systemctl --user disable --now ${agentUnit(name)}\`.`
        : `Add it to the roster, or end it: \`tmux -L ${fleet.socket ?? "default"} kill-session -t '${id}'\`.`,
    ),
  );
}

export function orphans(
  status: StatusDocument,
  { own }: Pick<SessionsView, "own">,
): readonly SessionRow[] {
  const known = new Set(status.agents.map(({ name }) => name));
  return [...own.values()].filter(({ agent }) => !known.has(agent));
}
