import { createHash } from "node:crypto";
import { relative } from "node:path";
import type { Finding } from "@mosaicstack/systemd-units";
import type { Lines } from "./finding-place.js";

/**
 * What each finding is known by, as long as its line stays what it is, wherever it moves: a digest of its code, of its file as seen from a
 * folder, and of the line; of several that are alike, each has its number.
 */
export function fingerprints(
  findings: readonly Pick<Finding, "code" | "file" | "line">[],
  lines: Lines,
  folder: string,
): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ code, file, line }) => {
    const id = JSON.stringify([code, relative(folder, file), lines.known(file, line) ?? ""]);
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return createHash("sha256")
      .update(`${id} ${String(count)}`)
      .digest("hex")
      .slice(0, 32);
  });
}
