import { readFileSync } from "node:fs";

/** Kilobytes of one process; a page that several share counts by its share (PSS). Undefined once it is gone. */
function pss(pid) {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

/** Kilobytes of several processes together. */
export const pssOf = (pids) => pids.reduce((sum, pid) => sum + (pss(pid) ?? 0), 0);

/** Bytes of this process' heap once what is left over has gone; needs `--expose-gc`. */
export async function settledHeap() {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().heapUsed;
}
