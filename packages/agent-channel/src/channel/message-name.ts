/** A message that was taken out of the queue and is never handed over. */
export type Withdrawal = "expired" | "cancelled";

/** A message by the name of its file: `MILLISECONDS-ID`, or `MILLISECONDS.EXPIRES-ID`. */
export interface QueuedMessage {
  readonly name: string;
  readonly id: string;
  /** Milliseconds since the epoch at which it was put there. */
  readonly at: number;
  /** Milliseconds since the epoch, whole seconds: from then on it is not handed over. */
  readonly expires?: number;
  /** Named so in `taken`: it was withdrawn, and who did it may not have lived to record that. */
  readonly withdrawn?: Withdrawal;
}

/** What a file of `queue` or `taken` is by its name; undefined for what is no message, and nobody's business. */
export function parseMessageName(name: string): QueuedMessage | undefined {
  const [, at, mark, id] = MESSAGE.exec(name) ?? [];
  if (at === undefined || id === undefined) return undefined;
  const message = { name, id, at: Number(at) };
  if (mark === undefined) return message;
  if (mark === "expired" || mark === "cancelled") return { ...message, withdrawn: mark };
  return { ...message, expires: Number(mark) * 1000 };
}

/** The other way round. An expiry is kept in whole seconds, for sh has no finer clock. */
export function messageName(
  at: number,
  id: string,
  { expires, withdrawn }: Pick<QueuedMessage, "expires" | "withdrawn"> = {},
): string {
  const seconds = expires === undefined ? undefined : String(expires / 1000).padStart(10, "0");
  const mark = withdrawn ?? seconds;
  return `${String(at).padStart(13, "0")}${mark === undefined ? "" : `.${mark}`}-${id}`;
}

/** Whether it is never to be handed over any more. */
export function isDue({ expires, withdrawn }: QueuedMessage, now: number = Date.now()): boolean {
  return withdrawn !== undefined || (expires !== undefined && now >= expires);
}

/** As `replaceFile` names what it has not written whole yet. */
export const UNWRITTEN: RegExp = /^\.\d{13}(?:\.(?:\d{10}|expired|cancelled))?-[\w-]+\.[\w-]+$/;
/** lib/channel.sh, drain/expire.sh and native-messages.js know the same. */
const MESSAGE = /^(\d{13})(?:\.(\d{10}|expired|cancelled))?-([\w-]{1,200})$/;
