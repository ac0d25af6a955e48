/** What has changed since it was asked for last. */
export interface Pending {
  /** One agent says something else of itself. */
  say(agent: string): void;
  /** Anything may have changed. */
  readonly shake: () => void;
  /**
   * Fulfilled by a change since the last call, else by the next one: the agents that say something else, or `all`. `all` as well
   * after so many milliseconds, and with the signal.
   */
  next(atMostMs: number, signal: AbortSignal): Promise<ReadonlySet<string> | "all">;
}

export function pendingChanges(): Pending {
  let names = new Set<string>();
  let isAll = false;
  let wake = (): void => {};
  return {
    say: (agent) => {
      names.add(agent);
      wake();
    },
    shake: () => {
      isAll = true;
      wake();
    },
    next: async (atMostMs, signal) => {
      if (names.size === 0 && !isAll && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const ends = (): void => {
            clearTimeout(timer);
            signal.removeEventListener("abort", ends);
            resolve();
          };
          // Each way ends the others: a watch goes on for days.
          const timer = setTimeout(ends, atMostMs);
          signal.addEventListener("abort", ends, { once: true });
          wake = ends;
        });
        wake = () => {};
      }
      const found = isAll || names.size === 0 ? "all" : names;
      names = new Set();
      isAll = false;
      return found;
    },
  };
}
