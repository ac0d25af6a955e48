import { basename } from "node:path";
import { findOutside } from "../supervisor/outside-unit.js";
import type { Observation, SessionRow } from "../supervisor/supervisor.js";
import type { Drift } from "../documents/status.js";

/** An agent that runs outside of its unit's cgroup: what the unit promises of limits and stop does not hold for it. */
export async function cgroupDrift(
  agent: string,
  seen: Pick<Observation, "controlGroup" | "lifecycle">,
  session: Pick<SessionRow, "panePid" | "isLauncherPane"> | undefined,
): Promise<Drift[]> {
  // While it starts it has not moved in yet; a pane that a person opened is not the agent.
  if (seen.lifecycle !== "active" || seen.controlGroup === null) return [];
  if (session?.isLauncherPane !== true) return [];
  const outside = await findOutside(session.panePid, seen.controlGroup);
  if (outside.length === 0) return [];
  const who = outside.map(({ pid, cgroup }) => {
    const process = pid === session.panePid ? `pane half ${pid}` : `agent ${pid}`;
    return `${process} in \`${basename(cgroup) || "/"}\``;
  });
  return [
    {
      kind: "cgroup",
      target: agent,
      message: `runs outside its unit: ${who.join(" and ")}, where neither its limits nor its stop hold`,
    },
  ];
}
