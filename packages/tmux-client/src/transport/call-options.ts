import type { Command } from "./command.js";

export interface CallOptions {
  /** What an error shows for the commands: no values, no keys. Default the commands themselves. */
  readonly shown?: Command | undefined;
  readonly input?: Buffer | undefined;
  /** The commands go by standard input, so that `ps` does not show them. Large ones do anyway. */
  readonly secret?: boolean;
  /** Only `server.start()`: leaves `-N` out, and scrubs the environment. */
  readonly founding?: boolean;
  /** Another binary than the client's own, for a server of another version. */
  readonly binary?: string;
  readonly deadlineMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** For a call that waits in tmux: it takes no place from calls that work. */
  readonly ungated?: boolean;
}
