import { setTimeout as sleep } from "node:timers/promises";

export interface WaitForOptions {
  /** Default 10 000. */
  readonly timeoutMs?: number;
  /** Default 20. */
  readonly everyMs?: number;
  /** For the error: what was waited for. */
  readonly what: string;
}

/** The first result that is not false, null or undefined. Throws when there was none in time. */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: WaitForOptions,
): Promise<Exclude<T, false | null | undefined>> {
  const { timeoutMs = 10_000, everyMs = 20, what } = options;
  const until = Date.now() + timeoutMs;
  for (;;) {
    const result = await condition();
    if (result !== false && result !== null && result !== undefined) {
      return result as Exclude<T, false | null | undefined>;
    }
    if (Date.now() >= until) throw new Error(`waited ${String(timeoutMs)} ms for ${what}, in vain`);
    await sleep(everyMs);
  }
}
