import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * The part of a shell's script that is the same whatever can be typed. It is found by this package's name, from source and from a bundle
 * alike.
 */
export function engineOf(shell: string): string {
  const manifest = createRequire(import.meta.url).resolve("@mosaicstack/command-line/package.json");
  return readFileSync(join(manifest, "../completion", `engine.${shell}`), "utf8");
}
