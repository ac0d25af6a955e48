import { agentHomes } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import type { DoctorFinding } from "../documents/doctor.js";
import { agentTimer } from "../supervisor/unit-names.js";
import { finding } from "./finding.js";

/** Under systemd, agents that are to sleep and live where the timer of their unit does not look. */
export async function checkSleep(fleet: FleetContext): Promise<DoctorFinding[]> {
  const { desired, socket, supervisor } = fleet;
  if (supervisor.kind !== "systemd") return [];
  const sleepers = desired.agents.filter(({ enabled, idle }) => enabled && idle !== undefined);
  const homes = await agentHomes(fleet, sleepers);
  return [...homes]
    .filter(([, home]) => home.socket !== socket)
    .map(([name, home]) =>
      finding(
        "agent-never-sleeps",
        `\`${name}\` is to sleep when it is idle, and never does: it is a guest on socket \`${home.socket ?? "default"}\``,
        `Take MOSAIC_TMUX_SOCKET out of the agent's env file, or write \`idle: { stop_after: never }\` for \`${name}\`.`,
        {
          why: `\`${agentTimer(name)}\` looks at the channels of socket \`${socket ?? "default"}\` alone.`,
        },
      ),
    );
}
