import { groupBy } from "../group-by.js";
import type { CheckedUnit } from "./finding.js";

/** What every rule asks of a whole set, found once for it: a set may have ten thousand units. */
interface Peers {
  readonly byRole: ReadonlyMap<CheckedUnit["role"], readonly CheckedUnit[]>;
  /** The names of the units that have a file. */
  readonly named: ReadonlySet<string>;
  /** The first unit that has a file. */
  readonly firstOf: ReadonlyMap<string, CheckedUnit>;
}

const KNOWN = new WeakMap<readonly CheckedUnit[], Peers>();

/** The holders or the agents of a unit's set, in their order. */
export function peersOf(unit: CheckedUnit, role: "holder" | "agent"): readonly CheckedUnit[] {
  return peers(unit).byRole.get(role) ?? [];
}

/** The names of the units of the set that have a file. */
export function namesOfFiles(unit: CheckedUnit): ReadonlySet<string> {
  return peers(unit).named;
}

/** The files of a unit that no unit before it has: for what is wrong with a file, whoever has it. */
export function ownFiles(unit: CheckedUnit): CheckedUnit["files"] {
  const { firstOf } = peers(unit);
  return unit.files.filter(({ path }) => firstOf.get(path) === unit);
}

function peers({ peers: all }: CheckedUnit): Peers {
  const known = KNOWN.get(all);
  if (known !== undefined) return known;
  const found: Peers = {
    byRole: groupBy(all, ({ role }) => role),
    named: new Set(all.filter(({ main }) => main).map(({ name }) => name)),
    firstOf: new Map(
      all.toReversed().flatMap((peer) => peer.files.map(({ path }) => [path, peer] as const)),
    ),
  };
  KNOWN.set(all, found);
  return found;
}
