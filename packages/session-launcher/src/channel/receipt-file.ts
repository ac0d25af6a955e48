import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writtenAt, type AgentChannel } from "./agent-channel.js";

/** The last message that an agent took. */
export interface ReceiptRecord {
  /** As the runtime understood it; undefined where its writer does not know it. */
  readonly prompt: string | undefined;
  /** Of the queued message that it was. */
  readonly id: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The `receipt` of a channel; undefined where there is none, or none that is whole. */
export function readReceipt({ folder }: AgentChannel): ReceiptRecord | undefined {
  const file = join(folder, "receipt");
  const at = writtenAt(file);
  if (at === undefined) return undefined;
  try {
    const { prompt, id } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return { prompt: word(prompt), id: word(id), at };
  } catch {
    return undefined;
  }
}

function word(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
