import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export interface ShippedUnit {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** The unit files of the fleet as this package ships them, valid for every user as they are; in the order of their names. */
export async function shippedUnits(): Promise<ShippedUnit[]> {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve("@mosaicstack/systemd-units/package.json")),
    "units",
  );
  const names = (await readdir(folder))
    .filter((name) => /\.(service|timer|target|slice)$/.test(name))
    .toSorted();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { name, path, text: await readFile(path, "utf8") };
    }),
  );
}
