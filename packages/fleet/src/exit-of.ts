import type { SessionRecord } from "@mosaicstack/session-launcher";
import { signalName } from "./signal-name.js";
import type { Observation } from "./supervisor.js";

/** The agent's last end as the launcher wrote it down; null before the first. */
export function exitOf(record: SessionRecord | undefined): Observation["lastExit"] {
  if (record?.status === undefined || record.ended === undefined) return null;
  // sh reports an end by a signal as 128 and its number.
  const signal = record.status > 128 ? signalName(record.status - 128) : undefined;
  return {
    code: signal === undefined ? record.status : null,
    signal: signal ?? null,
    at: record.ended.toISOString(),
  };
}
