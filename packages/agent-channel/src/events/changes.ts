import { eventId } from "./event-id.js";
import { parseEvent, type EventRecord } from "./event-record.js";

/** An event, with what was before it. */
export interface FleetEvent extends EventRecord {
  readonly id: string;
  /** Null where nothing of that kind is known from before. */
  readonly from: string | null;
}

/** Makes events of the lines of a journal, one after the other. What only says again what was so is none. */
export function changes(): (line: string) => FleetEvent | undefined {
  const last = new Map<string, { readonly to: string; readonly reason: string | undefined }>();
  return (line) => {
    const record = parseEvent(line);
    if (record === undefined) return undefined;
    const { agent, kind, to, reason, message } = record;
    const key = `${agent} ${kind} ${kind === "delivery" ? (message ?? "") : ""}`;
    const before = last.get(key);
    last.delete(key);
    last.set(key, { to, reason });
    // Of messages, those that were told longest ago
    if (last.size > MOST) last.delete(last.keys().next().value ?? "");
    // An agent can be started again without a word of its end: then that is news.
    if (kind === "activity" && before?.to === to && before.reason === reason) return undefined;
    const from = kind === "exit" ? null : (before?.to ?? null);
    return { id: eventId(record.at, line), ...record, from };
  };
}

const MOST = 10_000;
