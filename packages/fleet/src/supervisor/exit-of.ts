import type { SessionRecord } from "@mosaicstack/session-launcher";
import { signalName } from "./signal-name.js";
import type { Observation } from "./supervisor.js";

/** The agent's last end as the launcher wrote it down; null before the first. */
export function exitOf(record: SessionRecord | undefined): Observation["lastExit"] {
  if (record?.status === undefined || record.ended === undefined) return null;
  const signal = signalOf(record.status);
  return {
    code: signal === undefined ? record.status : null,
    signal: signal === undefined ? null : (signalName(signal) ?? null),
    at: record.ended.toISOString(),
  };
}

/** The number of the signal that a status of sh tells of, which is 128 and its number; undefined for an exit code, as 255. */
export function signalOf(status: number): number | undefined {
  return status > 128 && signalName(status - 128) !== undefined ? status - 128 : undefined;
}
