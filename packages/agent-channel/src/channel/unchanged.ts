import { lstatSync, type Stats } from "node:fs";
import { join } from "node:path";

/**
 * `read`, asked again only when one of these files of a folder was replaced or written since: what stands there may be megabytes, and is
 * looked at at each change beside it.
 */
export function whenChanged<T>(folder: string, names: readonly string[], read: () => T): () => T {
  let known: { readonly mark: string; readonly value: T } | undefined;
  return () => {
    const mark = names.map((name) => markOf(join(folder, name))).join(" ");
    if (known?.mark !== mark) known = { mark, value: read() };
    return known.value;
  };
}

function markOf(path: string): string {
  const stats: Stats | undefined = lookAt(path);
  return stats === undefined ? "none" : `${stats.ino}:${stats.size}:${stats.mtimeMs}`;
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
