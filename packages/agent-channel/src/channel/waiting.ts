import type { AgentChannel } from "./agent-channel.js";
import { isDue, type QueuedMessage } from "./message-name.js";
import { bothBoxes, handingOver, queued, textOf } from "./queue.js";
import { endExpired } from "./withdraw.js";

/** A message that has no end yet. */
export interface WaitingMessage extends QueuedMessage {
  /** `handing`: somebody hands it over just now, or died over that. */
  readonly state: "waiting" | "handing";
  /** Without what could act on a terminal; undefined where it is not ours to read. */
  readonly text: string | undefined;
}

/** How many messages have no end yet; 0 where it is not ours to look into. */
function countWaiting(channel: AgentChannel): number {
  try {
    const handing = handingOver(channel).filter(({ withdrawn }) => withdrawn === undefined);
    return handing.length + queued(channel).filter((message) => !isDue(message)).length;
  } catch {
    return 0;
  }
}

/** `endExpired`, then `countWaiting`: in one look, where nothing is due, as at nearly all times. */
export function settleAndCount(channel: AgentChannel): number {
  try {
    const { handing, waiting } = bothBoxes(channel);
    const isLeft = handing.some(({ withdrawn }) => withdrawn !== undefined);
    if (!isLeft && !waiting.some((message) => isDue(message)))
      return handing.length + waiting.length;
  } catch {
    // Where one of the two is not ours to look into, the other one's due messages end all the same
  }
  endExpired(channel);
  return countWaiting(channel);
}

/** What waits for an agent, the oldest first; what is due by now gets its end. Throws NotOurs, and what the file system says. */
export function waitingMessages(channel: AgentChannel): WaitingMessage[] {
  endExpired(channel);
  const handing = handingOver(channel).filter(({ withdrawn }) => withdrawn === undefined);
  // What could not be withdrawn (a full disk, say) is due all the same
  const waiting = queued(channel).filter((message) => !isDue(message));
  return [
    ...handing.map((message) => ({
      ...message,
      state: "handing" as const,
      text: textOf(channel, message),
    })),
    ...waiting.map((message) => ({
      ...message,
      state: "waiting" as const,
      text: textOf(channel, message, "queue"),
    })),
  ];
}
