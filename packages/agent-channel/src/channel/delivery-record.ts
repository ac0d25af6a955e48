const outcomes = [
  "delivered",
  "queued",
  "refused",
  "uncertain",
  "failed",
  "expired",
  "cancelled",
] as const;
export type DeliveryOutcome = (typeof outcomes)[number];

/** Outcomes behind which nothing comes. */
export const ends: readonly DeliveryOutcome[] = outcomes.filter((each) => each !== "queued");

const receipts = ["hook", "stream", "native", "record", "screen"] as const;
/** What proves it: the runtime's hook, its output, the runtime itself, its record of the conversation, or a changed screen. */
export type DeliveryReceipt = (typeof receipts)[number];

/** What became of one message. */
export interface DeliveryRecord {
  /** Letters, digits, `_` and `-`. */
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly outcome: DeliveryOutcome;
  readonly receipt: DeliveryReceipt | null;
  /** Of the text as delivered; a drain need not say them again. */
  readonly bytes?: number;
  /** Hexadecimal. */
  readonly sha256?: string;
  readonly ms?: number;
  /** One line for people. */
  readonly reason?: string;
  /** Until when it may be handed over, ISO 8601 UTC. */
  readonly expires?: string;
}

/**
 * A line of `deliveries`. Undefined where it is none: not whole, or without an id, a time or an outcome that is known. What
 * else does not read as it should is left out: agents can write such lines.
 */
export function parseDelivery(line: string): DeliveryRecord | undefined {
  const { id, at, outcome, receipt, bytes, sha256, ms, reason, expires } = parse(line);
  const known = outcomes.find((each) => each === outcome);
  if (known === undefined || !isText(id, ID) || !isTime(at)) return undefined;
  return {
    id,
    at,
    outcome: known,
    receipt: receipts.find((each) => each === receipt) ?? null,
    ...(isCount(bytes) ? { bytes } : {}),
    ...(isText(sha256, SHA256) ? { sha256 } : {}),
    ...(isCount(ms) ? { ms } : {}),
    ...(typeof reason === "string" ? { reason: oneLine(reason) } : {}),
    ...(isTime(expires) ? { expires } : {}),
  };
}

const ID = /^[\w-]{1,200}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?Z)?$/;
/** A longer reason is cut: none of ours is. */
const LONGEST_REASON = 1000;

function parse(line: string): Record<string, unknown> {
  try {
    const told: unknown = JSON.parse(line);
    return typeof told === "object" && told !== null ? { ...told } : {};
  } catch {
    return {};
  }
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

function isTime(value: unknown): value is string {
  return isText(value, TIME) && !Number.isNaN(Date.parse(value));
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function oneLine(text: string): string {
  return text.slice(0, LONGEST_REASON).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}
