import { watch } from "node:fs";

export interface WaitInFolderOptions {
  /** Between two looks that nothing in the folder asked for. Default: 250. */
  readonly lookMs?: number;
  /** Ends the wait as its time does. */
  readonly signal?: AbortSignal;
}

/**
 * The first value of `look` that is not undefined, tried now and each time something in the folder changes; undefined
 * when there was none in time. A look now and then as well: a file system need not tell of changes. Rejects with what
 * `look` throws.
 */
export async function waitInFolder<T>(
  folder: string,
  milliseconds: number,
  look: () => T | undefined,
  { lookMs = 250, signal }: WaitInFolderOptions = {},
): Promise<T | undefined> {
  const now = look();
  if (now !== undefined || milliseconds <= 0) return now;
  return await new Promise((resolve, reject) => {
    const attempt = (isLast: boolean): void => {
      let value: T | undefined;
      let failure: Error | undefined;
      try {
        value = look();
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error));
      }
      if (value === undefined && failure === undefined && !isLast) return;
      watcher?.close();
      clearInterval(again);
      clearTimeout(end);
      signal?.removeEventListener("abort", abort);
      if (failure === undefined) resolve(value);
      else reject(failure);
    };
    const watcher = open(folder, () => attempt(false));
    const again = setInterval(
      attempt,
      watcher === undefined ? Math.min(50, lookMs) : lookMs,
      false,
    );
    const end = setTimeout(attempt, milliseconds, true);
    const abort = (): void => attempt(true);
    signal?.addEventListener("abort", abort, { once: true });
    attempt(false);
  });
}

function open(folder: string, changed: () => void): ReturnType<typeof watch> | undefined {
  try {
    return watch(folder, changed).on("error", () => undefined);
  } catch {
    // no folder, or no watches left: the looks now and then have to do
    return undefined;
  }
}
