import type { AgentDelivery } from "@mosaicstack/fleet";

/** What became of a message, in words. */
export interface DeliveryWords {
  /** `canary delivered (hook)`. */
  readonly line: string;
  /** Why it was not. */
  readonly why?: string;
  /** What can be done with one that waits. */
  readonly next?: string;
}

export function deliveryWords(delivery: AgentDelivery): DeliveryWords {
  const { agent, id, outcome, receipt, reason, expires } = delivery;
  const until = expires === undefined ? "" : ` until ${expires}`;
  return {
    line: `${agent} ${outcome}${receipt === null ? "" : ` (${receipt})`}`,
    ...(reason === undefined ? {} : { why: `\`${agent}\`: ${outcome}: ${reason}` }),
    ...(outcome === "queued"
      ? { next: `It waits${until}; \`mosaic-fleet queue --cancel ${id}\` takes it back.` }
      : {}),
  };
}
