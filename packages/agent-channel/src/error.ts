/** What went wrong with a channel: `NoLock` no program that takes a lock, `Failed` the lock itself. */
export type ChannelErrorCode = "NoLock" | "Failed";

/** The one error of this package, beside NotOurs for what an agent put in the way. */
export class ChannelError extends Error {
  override readonly name = "ChannelError";
  readonly code: ChannelErrorCode;

  constructor(code: ChannelErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
