// What deliver.bench.mjs measures beside deliveries.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readActivity } from "@mosaicstack/agent-channel";
import { runtimes } from "@mosaicstack/runtimes";

/** Processor time so far of this process, of all that it has waited for, and of the server: no load beside changes it much. */
export function cpuMs(serverPid) {
  const ticks = (pid, last) =>
    readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ")
      .slice(11, last)
      .reduce((sum, each) => sum + Number(each), 0);
  return process.platform === "linux" ? 10 * (ticks("self", 15) + ticks(serverPid, 13)) : 0;
}

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
