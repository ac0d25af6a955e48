import { access, constants, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openUserManager } from "@mosaicstack/systemd-units";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** The kernel's controller behind each limit of a roster. */
const controllers: Readonly<Record<keyof DesiredAgent["limits"], string>> = {
  memoryHigh: "memory",
  memoryMax: "memory",
  tasksMax: "pids",
  cpuWeight: "cpu",
};

/** Limits of the roster for which the user manager was handed no controller: systemd takes them, and nothing binds. */
export async function checkLimits(fleet: FleetContext): Promise<DoctorFinding[]> {
  const wanted = new Map<string, string[]>();
  for (const { name, limits } of fleet.desired.agents) {
    const keys = Object.keys(limits) as (keyof typeof limits)[];
    for (const controller of new Set(keys.map((key) => controllers[key])))
      wanted.set(controller, [...(wanted.get(controller) ?? []), name]);
  }
  if (wanted.size === 0) return [];
  if (fleet.supervisor.kind === "tmux") {
    const names = agentsIn([...new Set([...wanted.values()].flat())]);
    const what = `the limits of ${names} bind nothing: the tmux supervisor sets none`;
    const remedy = "Use `--supervisor systemd`, or take `limits` out of the roster.";
    return [finding("limits-unbound", what, remedy, { severity: "info" })];
  }
  const given = await handedControllers(fleet);
  const missing = [...wanted].filter(([controller]) => !given.has(controller));
  return missing.map(([controller, names]) =>
    finding(
      "limits-unbound",
      `the limits of ${agentsIn(names)} that need the controller \`${controller}\` bind nothing: your user manager has not got it`,
    ),
  );
}

/** Those that the user manager may use, in the unified hierarchy or, on a hybrid machine, in v1's own. */
async function handedControllers({ env }: FleetContext): Promise<ReadonlySet<string>> {
  // All that it runs is below its root slice.
  const shown = await openUserManager({ env }).properties(["-.slice"], ["ControlGroup"]);
  const cgroup = shown.get("-.slice")?.ControlGroup ?? "/";
  const unified = await readFile(join(ROOT, cgroup, "cgroup.controllers"), "utf8").catch(() => "");
  const given = new Set(unified.split(/\s+/).filter(Boolean));
  for (const controller of new Set(Object.values(controllers))) {
    const procs = join(ROOT, controller, cgroup, "cgroup.procs");
    const isOurs = await access(procs, constants.W_OK).then(
      () => true,
      () => false,
    );
    if (isOurs) given.add(controller);
  }
  return given;
}

const ROOT = "/sys/fs/cgroup";

function agentsIn(names: readonly string[]): string {
  const told = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return told.map((name) => (name.endsWith(" more") ? name : `\`${name}\``)).join(", ");
}
