import type { SessionRecord } from "@mosaicstack/session-launcher";
import { signalOf } from "../supervisor/exit-of.js";
import { endReason } from "./end-reason.js";
import { kindInBackOff } from "./reason.js";
import type { Reason } from "../documents/reason.js";

/** Why an agent that the launcher's own loop restarts does not run, from what the loop last wrote. */
export function recordReason(
  agent: string,
  record: SessionRecord | undefined,
  sessionIsGone: boolean,
): Reason | undefined {
  if (record === undefined) return undefined;
  const wasRunning = record.state === "active" || record.state === "activating";
  if (sessionIsGone && wasRunning)
    return {
      kind: "session-gone",
      message: "the session is gone, and nobody stopped it",
      remedy: `Run \`mosaic-fleet start ${agent}\`.`,
    };
  if (record.status === undefined || record.state === "active") return undefined;
  const signal = signalOf(record.status);
  const end = endReason({
    agent,
    words: "",
    status: signal ?? record.status,
    signalled: signal !== undefined,
    away: record.away,
    lookAt: `\`mosaic-fleet logs ${agent}\``,
  });
  if (record.state === "activating")
    return {
      ...end,
      kind: kindInBackOff(end),
      message: `it waits to be started again: ${end.message}`,
    };
  // A stop writes the same, with whatever the agent ended with.
  if (record.state === "inactive")
    return record.status === 0
      ? { ...end, message: `${end.message} and was not started again` }
      : undefined;
  const { usedUp = record.restarts } = record;
  if (usedUp === 0) return end;
  const restarts = usedUp === 1 ? "1 restart" : `${usedUp} restarts`;
  return { ...end, kind: "gave-up", message: `it was given up after ${restarts}: ${end.message}` };
}
