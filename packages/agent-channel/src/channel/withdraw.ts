import type { AgentChannel } from "./agent-channel.js";
import { readDeliveries, recordDelivery } from "./deliveries.js";
import { reasonOf } from "../delivery/reasons.js";
import { ends, type DeliveryOutcome } from "./delivery-record.js";
import { isDue, type QueuedMessage, type Withdrawal } from "./message-name.js";
import { finish, handingOver, queued, textOf, withdraw } from "./queue.js";

/** What these ends say of themselves, in `deliveries`. */
const words = { expired: "too-late", cancelled: "withdrawn" } as const satisfies Record<
  Withdrawal,
  string
>;

/**
 * Ends what was not handed over in time, and what somebody withdrew who did not live to record that; whoever comes by does it,
 * and needs no lock. Never throws: what is not ours to look into is told elsewhere.
 */
export function endExpired(channel: AgentChannel, now: number = Date.now()): void {
  try {
    for (const message of queued(channel)) {
      if (!isDue(message, now)) continue;
      const withdrawn = withdraw(channel, message, message.withdrawn ?? "expired");
      if (withdrawn !== undefined) conclude(channel, withdrawn);
    }
    const left = handingOver(channel).filter(
      (message) => message.withdrawn !== undefined && textOf(channel, message) !== undefined,
    );
    if (left.length > 0) concludeLeft(channel, left);
  } catch {
    // not ours to look into
  }
}

function concludeLeft(channel: AgentChannel, left: readonly QueuedMessage[]): void {
  const told = new Map(readDeliveries(channel).map(({ id, outcome }) => [id, outcome]));
  for (const message of left) {
    if (isEnd(told.get(message.id))) finish(channel, message);
    else conclude(channel, message);
  }
}

/** The line first: who dies behind it leaves a file that tells the next one. */
function conclude(channel: AgentChannel, message: QueuedMessage): void {
  const outcome = message.withdrawn ?? "expired";
  const at = new Date().toISOString();
  const ms = Math.max(0, Date.now() - message.at);
  const reason = reasonOf(words[outcome]);
  recordDelivery(channel, { id: message.id, at, outcome, receipt: null, ms, reason });
  finish(channel, message);
}

/** Whether nothing else comes behind this outcome. */
export function isEnd(outcome: DeliveryOutcome | undefined): boolean {
  return outcome !== undefined && ends.includes(outcome);
}

/** How it went to take a message back. `ended`: it has its end already; `handing`: it is being handed over just now. */
export type Cancellation =
  | { readonly how: "cancelled" | "handing" | "unknown" }
  | { readonly how: "ended"; readonly outcome: DeliveryOutcome };

/** Takes a message back by its id, unless somebody has it by now. Throws NotOurs, and what the file system says. */
export function cancelMessage(channel: AgentChannel, id: string): Cancellation {
  endExpired(channel);
  const waiting = queued(channel).find((each) => each.id === id);
  const withdrawn = waiting && withdraw(channel, waiting, "cancelled");
  if (withdrawn !== undefined) {
    conclude(channel, withdrawn);
    return { how: "cancelled" };
  }
  // In this order, for who hands it over records its end before it goes from there, and who gives it back leaves it waiting
  if (handingOver(channel).some((each) => each.id === id)) return { how: "handing" };
  const told = readDeliveries(channel).find((each) => each.id === id)?.outcome;
  if (told !== undefined && isEnd(told)) return { how: "ended", outcome: told };
  const isBack = queued(channel).some((each) => each.id === id);
  return { how: isBack || (waiting ?? told) !== undefined ? "handing" : "unknown" };
}
