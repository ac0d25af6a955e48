/** What went wrong with one session; each code says what can be done about it. */
export type LaunchErrorCode =
  | "TmuxAway" // the script's 69: tmux, or the server it may use, is away
  | "RuntimeFiles" // 73: FIFOs and one-time files cannot be made
  | "Away" // 66, 72: the agent's folder or program, which may come back
  | "Configuration" // 78: the agent's own settings, or a foreign session of that name
  | "ForeignSession" // a session of that name is there and is not ours
  | "NotReady" // it was started, and either ended at once or does not take input yet
  | "Timeout"
  | "Failed";

/** The one error of this package. `exitCode` is the script's, where the script ran (see its header). */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
  readonly code: LaunchErrorCode;
  readonly exitCode: number | undefined;

  constructor(
    code: LaunchErrorCode,
    message: string,
    options: { exitCode?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.exitCode = options.exitCode;
  }
}
