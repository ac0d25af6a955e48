import { join } from "node:path";
import { appendLine } from "@mosaicstack/outside-files";
import { inChannel, readInChannel, type AgentChannel } from "./agent-channel.js";
import { caps } from "./caps.js";
import { noteEvent } from "../events/note-event.js";
import { parseDelivery, type DeliveryRecord } from "./delivery-record.js";

/** Adds a line; past 1 MiB the file becomes `deliveries.1`. A full disk, or what is not ours to write, costs the record. */
export function recordDelivery(channel: AgentChannel, record: DeliveryRecord): void {
  const { state } = channel;
  const line = JSON.stringify(record);
  try {
    inChannel(state, [], ({ at, path }) =>
      appendLine(at("deliveries"), line, caps.deliveries / 2, join(path, "deliveries")),
    );
  } catch {
    // nothing to be done about it, and the outcome is told all the same
  }
  const { id, outcome, receipt, reason } = record;
  noteEvent(channel, {
    kind: "delivery",
    to: outcome,
    source: receipt ?? "send",
    message: id,
    ...(reason === undefined ? {} : { reason }),
  });
}

/**
 * By id, the last line of each, the oldest first; lines that are not whole, and files that are not ours to read, are passed
 * over.
 */
export function readDeliveries({ state }: AgentChannel): DeliveryRecord[] {
  const found = new Map<string, DeliveryRecord>();
  for (const name of ["deliveries.1", "deliveries"]) {
    for (const line of text(state, name).split("\n")) {
      const record = parseDelivery(line);
      if (record !== undefined) found.set(record.id, { ...found.get(record.id), ...record });
    }
  }
  return [...found.values()];
}

function text(state: string, name: string): string {
  try {
    return readInChannel(state, name, caps.deliveries)?.text ?? "";
  } catch {
    return "";
  }
}
