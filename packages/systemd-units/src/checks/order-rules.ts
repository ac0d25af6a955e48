import { dependencies, faultAt, faultMissing, isWhole, latest } from "./fault.js";
import type { CheckedUnit, Rule } from "./finding.js";
import { groupBy } from "../group-by.js";
import { knotsOf } from "./knots.js";
import { namesOfFiles } from "./peers.js";
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
      const order = orderOf(unit);
      for (const circle of circlesOf(unit).get(unit.name) ?? []) {
        const members = new Set(circle);
        const edges = circle.flatMap((name) => order.get(name) ?? []);
        const at = latest(edges.filter(({ name }) => members.has(name)).map((edge) => edge.at));
        const message = `These units wait for each other: ${shown(circle)}`;
        yield at === undefined ? faultMissing(unit, "Unit", message) : faultAt(at, message);
      }
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
    what: "The holder that an agent wants or requires is installed",
    why: "Without it no agent has a server: its start is refused where it requires the holder (`Unit not found`), and else fails each time.",
    remedy: "Put the holder's unit beside the agent's.",
    onlyInstalled: true,
    *check(unit) {
      if (!isWhole(unit, "agent")) return;
      const units = namesOfFiles(unit);
      const needs = ["Requires", "Wants"].flatMap((key) => dependencies(unit, key));
      for (const { name, at } of needs)
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

const CIRCLES = new WeakMap<
  readonly CheckedUnit[],
  ReadonlyMap<string, readonly (readonly string[])[]>
>();

/** Of a larger knot one circle is told: to find more takes the square of its size, and nobody reads them. */
const LARGEST_KNOT = 64;

/** The circles of units that wait for each other, by the first of each, so that each is said once. Made once for a set. */
function circlesOf(unit: CheckedUnit): ReadonlyMap<string, readonly (readonly string[])[]> {
  const known = CIRCLES.get(unit.peers);
  if (known !== undefined) return known;
  const order = orderOf(unit);
  const circles = new Map<string, string[]>();
  for (const knot of knotsOf(order)) {
    const names = knot.toSorted();
    const starts = names.length > LARGEST_KNOT ? names.slice(0, 1) : names;
    for (const start of starts) {
      const way = shortestWay(start, order, new Set(names));
      const first = way.indexOf(way.toSorted()[0] ?? "");
      circles.set(way.toSorted().join("\0"), [...way.slice(first), ...way.slice(0, first)]);
    }
  }
  const found = groupBy(circles.values(), ([first = ""]) => first);
  CIRCLES.set(unit.peers, found);
  return found;
}

/** A shortest way from a unit back to itself, within units that all reach each other. */
function shortestWay(
  from: string,
  order: ReadonlyMap<string, readonly Edge[]>,
  knot: ReadonlySet<string>,
): string[] {
  const came = new Map<string, string>();
  const queue = [from];
  for (const next of queue)
    for (const { name } of order.get(next) ?? []) {
      if (name === from) return wayBack(came, next, from);
      if (came.has(name) || !knot.has(name)) continue;
      came.set(name, next);
      queue.push(name);
    }
  return [from];
}

function wayBack(came: ReadonlyMap<string, string>, from: string, to: string): string[] {
  const way = [to];
  for (let at: string | undefined = from; at !== undefined && at !== to; at = came.get(at))
    way.push(at);
  return way;
}

const MANY = 12;

/** A row that a line can hold. */
function shown(names: readonly string[]): string {
  const row = names
    .slice(0, MANY)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names.length > MANY ? `${row} and ${String(names.length - MANY)} more` : row;
}
