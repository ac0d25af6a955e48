import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseUnitName } from "../names/unit-name.js";
import { unitSearchPath } from "../unit-file/unit-search-path.js";

export interface InstalledOptions {
  /** The manager's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** The manager's systemd. */
  readonly version?: number | undefined;
}

/**
 * The fleet's units of the user, with every drop-in and link of them on systemd's search path: what `loadUnitSet` takes to judge what is
 * installed. What else stands in those folders is none of ours. A folder that cannot be read has nothing.
 */
export function installedUnitPaths({ env, home, version }: InstalledOptions): string[] {
  const folders = new Set(
    unitSearchPath({ env, home, ...(version === undefined ? {} : { version }) }),
  );
  const found = [...folders].flatMap((folder) => namesIn(folder).map((name) => join(folder, name)));
  const ours = found.flatMap((path) => {
    const name = basename(path);
    if (ENABLED.test(name))
      return namesIn(path)
        .filter(isOurs)
        .map((one) => join(path, one));
    return isOurs(name) || TYPE_WIDE.includes(name) ? [path] : [];
  });
  // A unit file hides those of its name in the folders behind it; drop-ins add up.
  return ours.filter((path) => path === ours.find((one) => hides(one, path)));
}

const ENABLED = /\.(?:wants|requires|upholds)$/;
/** Drop-ins of these are for every unit of the type, ours too. */
const TYPE_WIDE = ["service.d", "slice.d", "target.d", "timer.d"];

function isOurs(name: string): boolean {
  return name.startsWith("mosaic-");
}

function hides(path: string, other: string): boolean {
  if (parseUnitName(basename(other)) === undefined || ENABLED.test(dirname(other)))
    return path === other;
  return basename(path) === basename(other) && !ENABLED.test(dirname(path));
}

/** In their order. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
