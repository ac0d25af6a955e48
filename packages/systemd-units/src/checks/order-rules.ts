import { dependencies, faultAt, faultMissing, isWhole, latest } from "./fault.js";
import type { CheckedUnit, Rule } from "./finding.js";
import type { MergedValue } from "../unit-file/merge-units.js";

/** Targets of the system manager; the user's own has none of them (systemd.special(7)). */
const SYSTEM_TARGETS =
  /^(?:multi-user|graphical|rescue|emergency|sysinit|network|network-online|local-fs|remote-fs|getty|runlevel\d)\.target$/;

export const orderRules: readonly Rule[] = [
  {
    code: "MF206",
    severity: "error",
    what: "The order of the units has no cycle",
    why: "systemd breaks a cycle by dropping one of its jobs, and which one it takes is not yours to say.",
    remedy: "Remove one of the `After=` or `Before=` of the cycle.",
    *check(unit) {
      const cycle = findCycle(unit);
      // Each cycle is said once, at the first of its units.
      if (cycle === undefined || [...cycle].toSorted()[0] !== unit.name) return;
      const order = orderOf(unit);
      const edges = cycle.flatMap((name) => order.get(name) ?? []);
      const at = latest(edges.filter(({ name }) => cycle.includes(name)).map((edge) => edge.at));
      const message = `These units wait for each other: ${cycle.map((name) => `\`${name}\``).join(", ")}`;
      yield at === undefined ? faultMissing(unit, "Unit", message) : faultAt(at, message);
    },
  },
  {
    code: "MF207",
    severity: "warning",
    what: "Holder and agents are part of a target",
    why: "Without `PartOf=` a stop of the target leaves them running.",
    remedy: "Add `PartOf=mosaic-fleet.target` to `[Unit]`.",
    *check(unit) {
      if (!isWhole(unit, "holder") && !isWhole(unit, "agent")) return;
      if (!dependencies(unit, "PartOf").some(({ name }) => name.endsWith(".target")))
        yield faultMissing(unit, "Unit", `\`${unit.name}\` is part of no target`);
    },
  },
  {
    code: "MF208",
    severity: "error",
    what: "The holder that an agent requires is installed",
    why: "Without it no agent starts: `Unit not found`.",
    remedy: "Put the holder's unit beside the agent's.",
    onlyInstalled: true,
    *check(unit) {
      if (!isWhole(unit, "agent")) return;
      const units = new Set(unit.peers.filter(({ main }) => main).map(({ name }) => name));
      for (const { name, at } of dependencies(unit, "Requires"))
        if (unit.holders.includes(name) && !units.has(name))
          yield faultAt(at, `\`${name}\` is not among the units`);
    },
  },
  {
    code: "MF209",
    severity: "warning",
    what: "Units are enabled by a target that the user manager has",
    why: "A user manager has no `multi-user.target`: a link there starts nothing. Another target than the fleet's own starts half a fleet.",
    remedy:
      "Use `WantedBy=default.target`, or for holder and agents `WantedBy=mosaic-fleet.target`.",
    *check(unit) {
      for (const key of ["WantedBy", "RequiredBy"])
        for (const { name, at } of dependencies(unit, key, "Install")) {
          if (SYSTEM_TARGETS.test(name))
            yield {
              ...faultAt(at, `\`${key}=${name}\`: a user manager has no such target`),
              severity: "error",
            };
          else if (
            unit.role !== undefined &&
            name !== "default.target" &&
            !isFleetTarget(unit, name)
          )
            yield faultAt(
              at,
              `\`${key}=${name}\` is neither \`default.target\` nor the fleet's own`,
            );
        }
    },
  },
];

function isFleetTarget(unit: CheckedUnit, name: string): boolean {
  return dependencies(unit, "PartOf").some((dependency) => dependency.name === name);
}

interface Edge {
  readonly name: string;
  readonly at: MergedValue;
}

/** For each unit of a set, those that it starts after, `Before=` of the others included. Made once for a set. */
function orderOf({ peers }: CheckedUnit): ReadonlyMap<string, readonly Edge[]> {
  const known = ORDERS.get(peers);
  if (known !== undefined) return known;
  const order = new Map(peers.map(({ name }): [string, Edge[]] => [name, []]));
  for (const peer of peers) {
    // systemd passes over what a unit says of itself.
    const others = (key: string) =>
      dependencies(peer, key).filter(({ name }) => name !== peer.name && order.has(name));
    for (const { name, at } of others("After")) order.get(peer.name)?.push({ name, at });
    for (const { name, at } of others("Before")) order.get(name)?.push({ name: peer.name, at });
  }
  ORDERS.set(peers, order);
  return order;
}

const ORDERS = new WeakMap<readonly CheckedUnit[], ReadonlyMap<string, readonly Edge[]>>();

/** The units on a way from this one back to itself. */
function findCycle(unit: CheckedUnit): string[] | undefined {
  const order = orderOf(unit);
  const came = new Map<string, string>();
  const queue = [unit.name];
  for (let next = queue.shift(); next !== undefined; next = queue.shift())
    for (const { name } of order.get(next) ?? []) {
      if (name === unit.name) return wayBack(came, next, unit.name);
      if (came.has(name)) continue;
      came.set(name, next);
      queue.push(name);
    }
  return undefined;
}

function wayBack(came: ReadonlyMap<string, string>, from: string, to: string): string[] {
  const way = [to];
  for (let at: string | undefined = from; at !== undefined && at !== to; at = came.get(at))
    way.push(at);
  return way;
}
