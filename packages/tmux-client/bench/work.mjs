// What the parts of the bench share.
import { median } from "./measure.mjs";

export const idle = ["cat", "-"];
export const FIELDS = [
  "session_name",
  "session_id",
  "window_id",
  "pane_id",
  "pane_pid",
  "pane_dead",
  "pane_width",
];
export const named = (prefix, count) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
export const ms = (list) => `${median(list).toFixed(1)} ms`;

/** Bytes in use once what is left over has gone. */
export async function settledHeap() {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage().heapUsed;
}
