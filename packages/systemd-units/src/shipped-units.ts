import { existsSync, readdirSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

export interface ShippedUnit {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** The unit files of the fleet as this package ships them, valid for every user as they are; in the order of their names. */
export async function shippedUnits(): Promise<ShippedUnit[]> {
  return Promise.all(
    shippedUnitPaths().map(async (path) => ({
      name: basename(path),
      path,
      text: await readFile(path, "utf8"),
    })),
  );
}

/** Where they stand. */
export function shippedUnitPaths(): string[] {
  const folder = join(ownFolder(), "units");
  return readdirSync(folder)
    .filter((name) => /\.(service|timer|target|slice)$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

const MANIFEST = "@mosaicstack/systemd-units/package.json";

/** This package's folder, also from within a bundle. Looked for by hand first: Node's resolver takes a tenth of the time of a whole check. */
function ownFolder(): string {
  for (let at = import.meta.dirname; at !== dirname(at); at = dirname(at)) {
    const manifest = join(at, "node_modules", MANIFEST);
    if (existsSync(manifest)) return dirname(realpathSync(manifest));
  }
  return dirname(createRequire(import.meta.url).resolve(MANIFEST));
}
