import { realpathSync, statSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";

export interface FileWatcher {
  /** Which file it is. */
  at(file: string): void;
  close(): void;
}

/** Calls when another file, or another text, is in the place of the one that is known, also behind a link. */
export function watchFile(changed: () => void): FileWatcher {
  let [file, seen] = ["", ""];
  let watchers: readonly FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const now = signature(file);
    // Between the old file and the new one there is none.
    if (now === seen || now === "") return;
    seen = now;
    changed();
  };
  const watchFolderOf = (path: string): FSWatcher[] => {
    const told = (_: string, name: string | null): void => {
      if (name !== null && name !== basename(path)) return;
      clearTimeout(timer);
      // An editor writes in more than one step.
      timer = setTimeout(look, 100);
    };
    try {
      return [watch(dirname(path), told).on("error", () => undefined)];
    } catch {
      // no watches left: nothing is told then
      return [];
    }
  };
  const close = (): void => {
    clearTimeout(timer);
    for (const each of watchers) each.close();
  };
  return {
    at: (path) => {
      if (path === file) return;
      close();
      [file, seen] = [path, signature(path)];
      watchers = [...new Set([path, real(path)])].flatMap(watchFolderOf);
    },
    close,
  };
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function signature(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return "";
  }
}
