/**
 * - `LaneUnavailable`: this machine does not allow a sandbox; the message says what is missing.
 * - `KeepRefused`: a path of `keep` cannot stay visible, or would make two sandboxes meet.
 * - `StartFailed`: the manager did not come up; the message ends with the tail of what was logged.
 * - `Timeout`: a start, a reboot or a removal went beyond its deadline.
 * - `CommandFailed`: `exec` with `reject: true` and an exit other than 0.
 * - `Closed`: the sandbox is closed, or its processes were killed from outside.
 */
export type SandboxErrorCode =
  "LaneUnavailable" | "KeepRefused" | "StartFailed" | "Timeout" | "CommandFailed" | "Closed";

/** Every failure of this package. `code` is stable, the message says what to do next. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
