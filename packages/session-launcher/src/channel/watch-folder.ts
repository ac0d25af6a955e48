import { watch } from "node:fs";

/**
 * The first value of `look` that is not undefined, tried now and each time something in the folder changes; undefined
 * when there was none in time. A look now and then as well: a file system need not tell of changes.
 */
export async function waitInFolder<T>(
  folder: string,
  milliseconds: number,
  look: () => T | undefined,
): Promise<T | undefined> {
  const now = look();
  if (now !== undefined || milliseconds <= 0) return now;
  return await new Promise((resolve, reject) => {
    const done = (value: T | undefined): void => {
      watcher?.close();
      clearInterval(again);
      clearTimeout(end);
      resolve(value);
    };
    const attempt = (): void => {
      try {
        const value = look();
        if (value !== undefined) done(value);
      } catch (error) {
        done(undefined);
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const watcher = open(folder, attempt);
    const again = setInterval(attempt, watcher === undefined ? 50 : 250);
    const end = setTimeout(() => done(look()), milliseconds);
    attempt();
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
