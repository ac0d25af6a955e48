import { appendFileSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { AgentChannel } from "./agent-channel.js";

export type DeliveryOutcome = "delivered" | "queued" | "refused" | "uncertain" | "failed";
/** What proves it: the runtime's hook, its output, the runtime itself, or a changed screen. */
export type DeliveryReceipt = "hook" | "stream" | "native" | "screen";

/** What became of one message. */
export interface DeliveryRecord {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly outcome: DeliveryOutcome;
  readonly receipt: DeliveryReceipt | null;
  /** Of the text as delivered; a drain need not say them again. */
  readonly bytes?: number;
  readonly sha256?: string;
  readonly ms?: number;
  readonly reason?: string;
}

const CAP = 1024 * 1024;

/** Adds a line; past 1 MiB the file becomes `deliveries.1`. A full disk costs the record. */
export function recordDelivery({ state }: AgentChannel, record: DeliveryRecord): void {
  const file = join(state, "deliveries");
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > CAP) renameSync(file, `${file}.1`);
    appendFileSync(file, `${JSON.stringify(record)}\n`, { mode: 0o600 });
  } catch {
    // nothing to be done about it, and the outcome is told all the same
  }
}

/** By id, the last line of each, the oldest first; lines that are not whole are passed over. */
export function readDeliveries({ state }: AgentChannel): DeliveryRecord[] {
  const found = new Map<string, DeliveryRecord>();
  for (const name of ["deliveries.1", "deliveries"]) {
    for (const line of text(join(state, name)).split("\n")) {
      const record = parse(line);
      if (record !== undefined) found.set(record.id, { ...found.get(record.id), ...record });
    }
  }
  return [...found.values()];
}

function text(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function parse(line: string): DeliveryRecord | undefined {
  try {
    const record = JSON.parse(line) as DeliveryRecord;
    return typeof record.id === "string" && typeof record.outcome === "string" ? record : undefined;
  } catch {
    return undefined;
  }
}
