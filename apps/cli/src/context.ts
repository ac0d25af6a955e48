import type { World } from "@mosaicstack/command-line";
import type { ReadStream, WriteStream } from "node:tty";

/** The terminal itself, for who draws on it: past the door that lets no control through. */
export interface TerminalPort {
  readonly input: ReadStream;
  readonly output: WriteStream;
  /** For signals and for its own end. */
  readonly process: Pick<NodeJS.Process, "on" | "off" | "kill" | "pid">;
}

/** Everything a command may know of the process that it runs in. `main.ts` fills it; tests write their own. */
export interface CliContext extends World {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly isTTY: World["isTTY"] & { readonly stdin: boolean };
  /** Undefined where standard input or output is no terminal. */
  readonly terminal?: TerminalPort | undefined;
  /**
   * Aborted when nobody reads stdout any more, and by SIGINT and SIGTERM. A command that goes on until then asks for it and ends
   * by itself; any other dies of the signal.
   */
  readonly ended: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
