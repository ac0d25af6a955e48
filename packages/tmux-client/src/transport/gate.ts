import { aborted, onAbort } from "./abort.js";
import type { Signals } from "./abort.js";

/** Lets so many through at once, first come, first served. */
export interface Gate {
  /**
   * Resolves to a function that gives the place back; to undefined when a signal was aborted or
   * `milliseconds` were over before there was one.
   */
  enter(milliseconds: number, signals?: Signals): Promise<(() => void) | undefined>;
}

export function newGate(places: number): Gate {
  let free = places;
  const waiting = new Set<() => void>();
  const leave = (): void => {
    const [next] = waiting;
    if (next) next();
    else free += 1;
  };
  const once = (): (() => void) => {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  };
  return {
    async enter(milliseconds, signals = []) {
      if (aborted(signals)) return undefined;
      if (free > 0) {
        free -= 1;
        return once();
      }
      return await new Promise((resolve) => {
        const settle = (place: (() => void) | undefined): void => {
          waiting.delete(admit);
          clearTimeout(timer);
          forget();
          resolve(place);
        };
        const admit = (): void => settle(once());
        const giveUp = (): void => settle(undefined);
        const timer = setTimeout(giveUp, milliseconds);
        const forget = onAbort(signals, giveUp);
        waiting.add(admit);
      });
    },
  };
}
