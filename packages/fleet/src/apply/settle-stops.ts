import { clearStopped, markStopped, readStopped, type StoppedMark } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import type { Observation } from "../supervisor/supervisor.js";

type Seen = ReadonlyMap<string, Observation>;

/**
 * Of agents that were just started, and are no tasks: one that runs is not remembered as stopped. A stop at the same time remembers
 * itself, and may have come too early to end what was started then, or may end it only now. It looks at its mark once it has ended
 * something, and here is looked at the agent once its mark is gone: whoever is last sets it right. Returns what was seen last.
 * `told`: what cannot be forgotten or remembered.
 */
export async function settleStops(
  place: Pick<FleetContext, "paths" | "socket">,
  names: readonly string[],
  after: Seen,
  {
    observe,
    told,
  }: { readonly observe: () => Promise<Seen>; readonly told: (error: FleetError) => void },
): Promise<Seen> {
  const marks = [...readStopped(place, names)].filter(([, { stopped }]) => stopped);
  const isUp = (seen: Seen, name: string): boolean => seen.get(name)?.lifecycle === "active";
  if (!marks.some(([name]) => isUp(after, name))) return after;
  const trying = async (act: () => Promise<void>): Promise<void> => {
    await act().catch((error: unknown) => {
      if (!(error instanceof FleetError)) throw error;
      told(error);
    });
  };
  const now = await observe();
  const forgotten = marks.filter(([name]) => isUp(now, name));
  for (const [name] of forgotten) await trying(async () => clearStopped(place, name));
  const last = await observe();
  for (const [name, mark] of forgotten)
    // One that has failed did so by itself; its schedule sees to its own stop.
    if (last.get(name)?.lifecycle === "inactive" && mark.by !== "schedule")
      await trying(async () => markStopped(place, name, kindOf(mark)));
  return last;
}

const kindOf = ({ finished, by }: StoppedMark): { finished: boolean; down: boolean } => ({
  finished,
  down: by === "down",
});
