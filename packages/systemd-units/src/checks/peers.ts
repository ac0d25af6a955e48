import { groupBy } from "../group-by.js";
import type { CheckedUnit } from "./finding.js";

/** What every rule asks of a whole set, found once for it: a set may have ten thousand units. */
interface Peers {
  readonly byRole: ReadonlyMap<CheckedUnit["role"], readonly CheckedUnit[]>;
  /** The names of the units that have a file. */
  readonly named: ReadonlySet<string>;
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

function peers({ peers: all }: CheckedUnit): Peers {
  const known = KNOWN.get(all);
  if (known !== undefined) return known;
  const found: Peers = {
    byRole: groupBy(all, ({ role }) => role),
    named: new Set(all.filter(({ main }) => main).map(({ name }) => name)),
  };
  KNOWN.set(all, found);
  return found;
}
