/** What went wrong, as a word to branch on. The message of the error says it in a sentence. */
export type TmuxErrorCode =
  | "BinaryMissing"
  | "ServerAbsent"
  | "ServerExiting"
  | "SocketLost"
  | "VersionSkew"
  | "PermissionDenied"
  | "NoSuchSession"
  | "NoSuchPane"
  | "StaleReference"
  | "DuplicateSession"
  | "InvalidName"
  | "InvalidArgument"
  | "PaneDead"
  | "PaneInMode"
  | "PaneAlive"
  | "PanePiped"
  | "UnknownOption"
  | "BadValue"
  | "PayloadTooLarge"
  | "Timeout"
  | "Aborted"
  | "Disconnected"
  | "Protocol"
  | "Unsupported"
  | "Command";

/**
 * Whether the command took effect.
 * `not-sent`: no server saw it. `rejected`: a server, or its guard, refused it. `unknown`: it may
 * have taken effect, or may yet. `applied`: it took effect, and something after it failed.
 */
export type Delivery = "not-sent" | "rejected" | "unknown" | "applied";

export interface TmuxErrorDetails {
  readonly command?: readonly string[];
  readonly stderr?: string;
  readonly exitCode?: number | undefined;
  readonly delivery?: Delivery;
  readonly cause?: unknown;
}

/** The one error that this package throws on purpose. */
export class TmuxError extends Error {
  override readonly name = "TmuxError";
  readonly code: TmuxErrorCode;
  /** The argv that was run or would have been, with values, keys and environment left out. */
  readonly command: readonly string[];
  readonly stderr: string;
  readonly exitCode: number | undefined;
  readonly delivery: Delivery;

  constructor(code: TmuxErrorCode, message: string, details: TmuxErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.command = details.command ?? [];
    this.stderr = details.stderr ?? "";
    this.exitCode = details.exitCode;
    this.delivery = details.delivery ?? "not-sent";
  }
}

/** True for a TmuxError, and with codes for one of those. */
export function isTmuxError(
  value: unknown,
  ...codes: readonly TmuxErrorCode[]
): value is TmuxError {
  return value instanceof TmuxError && (codes.length === 0 || codes.includes(value.code));
}

/** A TmuxError about an argument: nothing was sent. */
export function invalidArgument(message: string): TmuxError {
  return new TmuxError("InvalidArgument", message);
}
