import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** This package's version, found by its name so that it holds from source and from a bundle. */
export function ownVersion(): string {
  const file = createRequire(import.meta.url).resolve("@mosaicstack/fleet-harness/package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
