import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The part of a shell's script that is the same whatever can be typed; found by the package's name, as `ownVersion` is. */
export function engineOf(shell: string): string {
  const manifest = createRequire(import.meta.url).resolve("@mosaicstack/fleet-cli/package.json");
  return readFileSync(join(manifest, "../completion", `engine.${shell}`), "utf8");
}
