/** The document of `send`. */
export interface SendDocument {
  readonly version: 1;
  readonly deliveries: readonly AgentDelivery[];
}

export interface AgentDelivery {
  readonly agent: string;
  readonly id: string;
  readonly outcome: "delivered" | "queued" | "refused" | "uncertain" | "failed";
  /** What proves it; null without a proof. */
  readonly receipt: "hook" | "stream" | "native" | "screen" | null;
  /** Of the text as delivered. */
  readonly bytes: number;
  readonly sha256: string;
  readonly ms: number;
  readonly reason?: string;
}
