import type { AgentChannel } from "../channel/agent-channel.js";
import { readDeliveries } from "../channel/deliveries.js";
import { queued } from "../channel/queue.js";
import { whenChanged } from "../channel/unchanged.js";
import { waitInFolder } from "../channel/watch-folder.js";
import type { Answered, AnswerOptions, Asked, Undelivered } from "./asked.js";

/** Its turn begins, or has begun. */
export interface Begun {
  /** Not before then, milliseconds since the epoch. */
  readonly since: number;
  /** When that was learnt. */
  readonly at: number;
}

/** Waits until a message is taken out of the queue; undefined where the time was over before. */
export async function waitBegun(
  channel: AgentChannel,
  { id, since, queued: waits }: Asked,
  { timeoutMs, isGone = () => false }: AnswerOptions,
): Promise<Begun | Answered | undefined> {
  if (!waits) return { since, at: Date.now() };
  const deliveries = whenChanged(channel.state, ["deliveries", "deliveries.1"], () =>
    readDeliveries(channel).findLast((each) => each.id === id),
  );
  let last = since;
  return await waitInFolder(channel.folder, timeoutMs, () => {
    if (queued(channel).some((each) => each.id === id)) {
      // Its next session may yet be given it
      if (isGone())
        return {
          answer: null,
          source: null,
          reason: "its session ended, and the message waits on",
        };
      last = Date.now();
      return undefined;
    }
    // It is being handed over as long as nothing else is told
    const told = deliveries();
    if (told?.outcome === "delivered") return { since: last, at: Date.now() };
    if (told !== undefined && told.outcome !== "queued")
      return undelivered(told.outcome, told.reason ?? "it was not handed over");
    return isGone() ? undelivered("uncertain", "its session ended in the midst of it") : undefined;
  });
}

function undelivered(outcome: Undelivered["outcome"], reason: string): Undelivered {
  return { outcome, answer: null, source: null, reason };
}
