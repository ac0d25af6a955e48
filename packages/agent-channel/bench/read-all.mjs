import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readActivity } from "@mosaicstack/agent-channel";
import { runtimes } from "@mosaicstack/runtimes";

/** Milliseconds to read what so many agents do. */
export function readAll(count) {
  const root = mkdtempSync(join(tmpdir(), "mosaic-activity-bench-"));
  try {
    const channels = Array.from({ length: count }, (_, at) => join(root, String(at)));
    for (const folder of channels) {
      mkdirSync(folder);
      writeFileSync(join(folder, "activity"), "state=working\nsource=hook\nmessage=x\n");
    }
    const began = performance.now();
    for (const folder of channels) {
      const channel = { folder, state: folder };
      const { state } = readActivity({
        channel,
        runtime: runtimes.claude,
        title: "✳ x",
        outputAt: 0,
      });
      if (state !== "working") throw new Error(`read as ${state}`);
    }
    return performance.now() - began;
  } finally {
    rmSync(root, { recursive: true });
  }
}
