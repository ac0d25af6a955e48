import type { Lifecycle } from "../documents/status.js";

/** Whether it runs, or is about to be started again. */
export function isAlive(lifecycle: Lifecycle | undefined): boolean {
  return lifecycle === "active" || lifecycle === "activating";
}
