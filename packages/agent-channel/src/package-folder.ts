import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where a package of ours is installed: by its name, not relative to the code that asks, for an app may have bundled that elsewhere.
 * `from`: the file or the URL of that code. Throws where it is not installed.
 */
export function packageFolder(name: string, from: string): string {
  const file = from.startsWith("file:") ? fileURLToPath(from) : from;
  // As Node looks for it; to ask Node takes as long as some files to read.
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(join(found, "package.json"))) return found;
    if (folder === dirname(folder)) break;
  }
  // Whoever keeps packages in another way has taught it that.
  return dirname(createRequire(file).resolve(`${name}/package.json`));
}
