import { aborted, rest } from "./abort.js";
import { tmuxError } from "./failure.js";
import type { Client } from "./client.js";

/** Waits between two attempts. Throws TmuxError Aborted. */
export async function pause(client: Client, milliseconds: number): Promise<void> {
  await rest(milliseconds, client.signals);
  const signal = aborted(client.signals);
  if (!signal) return;
  throw tmuxError(client, "Aborted", "it was aborted between two attempts", {
    delivery: "unknown",
    cause: signal.reason,
  });
}
