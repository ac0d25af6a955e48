import { setTimeout as sleep } from "node:timers/promises";
import type { UnitChange, UnitState, WatchOptions } from "./user-manager.js";

/**
 * Looks again and again, and tells what is different. What comes and goes between two looks is not seen; what stays is never missed,
 * as nothing is remembered but the last look.
 */
export async function* watchStates(
  look: () => Promise<UnitState[]>,
  { intervalMs = 1000, signal }: WatchOptions,
): AsyncGenerator<UnitChange> {
  let last = new Map<string, UnitState>();
  while (!isAborted(signal)) {
    const next = new Map((await look()).map((state) => [state.unit, state]));
    if (isAborted(signal)) return;
    for (const [unit, now] of next) {
      const before = last.get(unit);
      if (before === undefined || !isSame(before, now))
        yield { unit, now, ...(before === undefined ? {} : { before }) };
    }
    for (const [unit, before] of last) if (!next.has(unit)) yield { unit, before };
    last = next;
    await sleep(intervalMs, undefined, signal === undefined ? {} : { signal }).catch(
      () => undefined,
    );
  }
}

function isSame(a: UnitState, b: UnitState): boolean {
  return (
    a.load === b.load && a.active === b.active && a.sub === b.sub && a.description === b.description
  );
}

/** As a function, for the compiler takes a value that changes meanwhile for the one that it saw. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
