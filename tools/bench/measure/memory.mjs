import { readFileSync } from "node:fs";

/** Kilobytes of one process, by a field of smaps_rollup (proc_pid_smaps(5)). Undefined once it is gone. */
function kilobytes(pid, field) {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text)?.[1]);
  } catch {
    return undefined;
  }
}

const sumOf = (pids, field) => pids.reduce((sum, pid) => sum + (kilobytes(pid, field) ?? 0), 0);

/** Kilobytes of several processes together; a page that several share counts by its share (PSS). */
export const pssOf = (pids) => sumOf(pids, "Pss");

/** The same without what is of a file: it does not change with who else on the machine runs the same program. */
export const ownMemoryOf = (pids) => sumOf(pids, "Pss_Anon");

/** Bytes of this process' heap once what is left over has gone; needs `--expose-gc`. */
export async function settledHeap() {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().heapUsed;
}
