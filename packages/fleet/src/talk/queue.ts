import { cancelMessage, waitingMessages, type Cancellation } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { agentHomes } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import type { CancelDocument, WaitingText } from "../documents/queue.js";
import { FleetError } from "../error.js";

/** Characters of a text that tell which one it is. */
const FIRST_WORDS = 200;

/** What waits for each of these agents; what is late gets its end. */
export async function queuedMessages(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
): Promise<WaitingText[]> {
  const now = Date.now();
  const homes = await agentHomes(fleet, agents);
  return [...homes].flatMap(([agent, { channel }]) =>
    waitingMessages(channel).map(({ id, state, at, expires, text = "" }): WaitingText => ({
      agent,
      id,
      state,
      since: new Date(at).toISOString(),
      ageMs: Math.max(0, now - at),
      expires: expires === undefined ? null : new Date(expires).toISOString(),
      bytes: Buffer.byteLength(text),
      text: text
        .slice(0, 4 * FIRST_WORDS)
        .replaceAll(/\s+/g, " ")
        .trim()
        .slice(0, FIRST_WORDS),
    })),
  );
}

/** Takes a message back. Throws FleetError where it cannot be had any more, and says what became of it. */
export async function cancelQueued(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  id: string,
): Promise<CancelDocument> {
  let best: { readonly agent: string; readonly cancellation: Cancellation } | undefined;
  for (const [agent, { channel }] of await agentHomes(fleet, agents)) {
    const cancellation = cancelMessage(channel, id);
    if (cancellation.how === "cancelled") return { version: 1, agent, id, outcome: "cancelled" };
    if (cancellation.how !== "unknown") best = { agent, cancellation };
  }
  throw new FleetError("Failed", ...whyNot(id, best));
}

function whyNot(
  id: string,
  found: { readonly agent: string; readonly cancellation: Cancellation } | undefined,
): [string, { readonly remedy: string }] {
  if (found === undefined)
    return [`no message \`${id}\` waits`, { remedy: "`mosaic-fleet queue` lists what waits." }];
  const { agent, cancellation } = found;
  if (cancellation.how === "ended")
    return [
      `message \`${id}\` for \`${agent}\` is not in the queue any more: it is ${cancellation.outcome}`,
      { remedy: "There is nothing to take back; `mosaic-fleet queue` lists what waits." },
    ];
  return [
    `message \`${id}\` is being handed over to \`${agent}\` just now`,
    { remedy: `\`mosaic-fleet queue ${agent}\` shows whether it still waits; then try again.` },
  ];
}
