import { basename } from "node:path";
import { cgroupOutside, cgroupsOf, childrenOf, isPaneScope } from "../status/cgroup-of.js";
import type { FleetContext } from "../context.js";
import type { SessionsView } from "../status/sessions.js";
import { holderUnit } from "../supervisor/unit-names.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** A server that has the manager move its panes away: from the agents' units too, whenever it comes second. */
export async function checkPaneScopes(
  fleet: FleetContext,
  { panePids, server }: SessionsView,
): Promise<DoctorFinding[]> {
  // Without units there is nothing to be taken out of: a scope of its own does a session no harm.
  if (fleet.supervisor.kind !== "systemd") return [];
  const cgroups = await Promise.all(panePids.map(async (pid) => cgroupsOf(pid)));
  const scopes = cgroups.filter((of) => of.some(isPaneScope));
  if (scopes.length === 0) return [];
  const panes = scopes.length === 1 ? "1 pane" : `${scopes.length} panes`;
  return [
    finding(
      "server-pane-scopes",
      `the tmux server (pid ${server?.pid}) has ${panes} moved into \`tmux-spawn-*.scope\``,
      `Keep the server off the bus: \`ExecStart=\` of \`${holderUnit}\` sets \`DBUS_SESSION_BUS_ADDRESS=unix:path=/dev/null\` as shipped. Run \`mosaic-fleet install\`, take an own \`ExecStart=\` out of its drop-ins, then \`mosaic-fleet down\` and \`mosaic-fleet up\` when the agents can be spared.`,
    ),
  ];
}

/** What agents started, and moved out of their units themselves: no fault, but nobody ends it with them. */
export async function checkChildren(
  fleet: FleetContext,
  { own }: SessionsView,
): Promise<DoctorFinding[]> {
  if (fleet.supervisor.kind !== "systemd") return [];
  const observed = await fleet.supervisor.observe([...own.keys()], own);
  const found = await Promise.all(
    [...own].map(async ([name, { pane }]) => {
      const unit = observed.get(name)?.controlGroup ?? null;
      if (unit === null || pane === undefined) return [];
      const places = new Set<string>();
      for (const child of childrenOf(pane.pid))
        for (const pid of await descendantsOf(child)) {
          const cgroup = await cgroupOutside(pid, unit);
          if (cgroup !== undefined) places.add(basename(cgroup));
        }
      if (places.size === 0) return [];
      const where = [...places].map((place) => `\`${place}\``).join(", ");
      return [
        finding(
          "agent-children-outside",
          `\`${name}\` runs processes in ${where}, outside its unit`,
        ),
      ];
    }),
  );
  return found.flat();
}

/** Below a process, itself not counted. */
async function descendantsOf(pid: number): Promise<number[]> {
  const children = childrenOf(pid);
  const below = await Promise.all(children.map(async (child) => descendantsOf(child)));
  return [...children, ...below.flat()];
}
