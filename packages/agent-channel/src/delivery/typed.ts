import type { DeliveryOutcome, DeliveryReceipt } from "../channel/delivery-record.js";

/** What became of it. */
export interface Typed {
  readonly outcome: DeliveryOutcome;
  readonly receipt: DeliveryReceipt | null;
  readonly reason?: string;
}
