import { setTimeout as sleep } from "node:timers/promises";
import { tmuxError } from "./failure.js";
import type { Client } from "./client.js";

/** Waits between two attempts. Throws TmuxError Aborted. */
export async function pause(client: Client, milliseconds: number): Promise<void> {
  try {
    await sleep(milliseconds, undefined, client.signal ? { signal: client.signal } : {});
  } catch (cause) {
    throw tmuxError(client, "Aborted", "it was aborted between two attempts", {
      delivery: "unknown",
      cause,
    });
  }
}
