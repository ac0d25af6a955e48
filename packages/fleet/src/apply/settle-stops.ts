import { clearStopped, markStopped, readStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import type { Observation } from "../supervisor/supervisor.js";

type Seen = ReadonlyMap<string, Observation>;

/**
 * Of agents that were just started: one that runs is not remembered as stopped. A stop at the same time remembers itself, and may have
 * come too early to end what was started then, or may end it only now. It looks at its mark once it has ended something, and here is looked
 * at the agent once its mark is gone: whoever is last sets it right. Returns what was seen last.
 */
export async function settleStops(
  place: Pick<FleetContext, "paths" | "socket">,
  names: readonly string[],
  after: Seen,
  observe: () => Promise<Seen>,
): Promise<Seen> {
  const isStopped = marked(place, names);
  if (!names.some((name) => isStopped(name) && runs(after, name))) return after;
  const now = await observe();
  const forgotten = names.filter((name) => isStopped(name) && runs(now, name));
  for (const name of forgotten) await clearStopped(place, name);
  const last = await observe();
  for (const name of forgotten) if (isDown(last, name)) await markStopped(place, name);
  return last;
}

function marked(
  place: Pick<FleetContext, "paths" | "socket">,
  names: readonly string[],
): (name: string) => boolean {
  const marks = readStopped(place, names);
  return (name) => marks.get(name)?.stopped === true;
}

const runs = (seen: Seen, name: string): boolean => seen.get(name)?.lifecycle === "active";

const isDown = (seen: Seen, name: string): boolean =>
  seen.get(name)?.lifecycle === "inactive" || seen.get(name)?.lifecycle === "failed";
