import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

/** Milliseconds that only a hang takes, also on a machine many times slower than a quiet one. */
export const HANG_MS = 120_000;

export interface WaitForOptions {
  /** Default `HANG_MS`: a test is judged by what comes, never by when. */
  readonly timeoutMs?: number;
  /** Default 20. */
  readonly everyMs?: number;
  /** For the error: what was waited for. */
  readonly what: string;
  /** For the error: what was there instead, asked once the wait was in vain. */
  readonly saw?: () => unknown;
}

/** The first result that is not false, null or undefined. Throws when there was none in time. */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: WaitForOptions,
): Promise<Exclude<T, false | null | undefined>> {
  const { timeoutMs = HANG_MS, everyMs = 20, what } = options;
  const until = Date.now() + timeoutMs;
  for (;;) {
    const result = await condition();
    if (result !== false && result !== null && result !== undefined) {
      return result as Exclude<T, false | null | undefined>;
    }
    if (Date.now() >= until) {
      throw new Error(`waited ${String(timeoutMs)} ms for ${what}, in vain${await seen(options)}`);
    }
    await sleep(everyMs);
  }
}

async function seen({ saw }: WaitForOptions): Promise<string> {
  if (saw === undefined) return "";
  try {
    return `: there is ${inspect(await saw())}`;
  } catch (error) {
    return `: ${String(error)}`;
  }
}
