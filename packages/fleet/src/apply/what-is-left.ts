import { findLeftovers, type AgentRun, type Stray } from "@mosaicstack/session-launcher";
import { commandOf, processesIn } from "../status/cgroup-of.js";
import { agentUnit } from "../supervisor/unit-names.js";

/**
 * By agent what lives on behind the stop of its unit: what is in the unit's cgroup still, as what the kernel cannot end just
 * now, and of what was seen to be its own before, what had moved itself elsewhere. `cgroups` by unit.
 */
export async function whatIsLeft(
  agents: readonly string[],
  runs: readonly AgentRun[],
  cgroups: ReadonlyMap<string, string>,
): Promise<Map<string, readonly Stray[]>> {
  const outside = await findLeftovers(runs);
  const found = new Map<string, Map<number, Stray>>();
  const add = (name: string, stray: Stray): void => {
    const some = found.get(name) ?? new Map<number, Stray>();
    found.set(name, some.set(stray.pid, stray));
  };
  for (const [{ name }, strays] of outside) for (const stray of strays) add(name, stray);
  for (const name of agents) {
    const cgroup = cgroups.get(agentUnit(name));
    if (cgroup === undefined) continue;
    for (const pid of await processesIn(cgroup)) add(name, { pid, command: await commandOf(pid) });
  }
  return new Map([...found].map(([name, strays]) => [name, [...strays.values()]]));
}
