import { basename } from "node:path";
import { findOutside } from "../supervisor/outside-unit.js";
import type { Observation, SessionRow } from "../supervisor/supervisor.js";
import type { Drift } from "../documents/drift.js";

/** An agent that runs outside of its unit's cgroup: what the unit promises of limits and stop does not hold for it. */
export async function cgroupDrift(
  agent: string,
  seen: Pick<Observation, "controlGroup" | "lifecycle">,
  session: Pick<SessionRow, "pane"> | undefined,
): Promise<Drift[]> {
  // While it starts it has not moved in yet.
  if (seen.lifecycle !== "active" || seen.controlGroup === null) return [];
  const half = session?.pane?.pid;
  if (half === undefined) return [];
  const outside = await findOutside(half, seen.controlGroup);
  if (outside.length === 0) return [];
  const who = outside.map(({ pid, cgroup }) => {
    const process = pid === half ? `pane half ${pid}` : `agent ${pid}`;
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
