import type { TmuxError } from "../../values/error.js";
import type { ServerEpoch } from "../../values/target.js";
import type { Signals } from "../abort.js";
import type { Answer } from "../answer.js";
import type { CallOptions } from "../call-options.js";
import type { Command } from "../command.js";

export type ControlNotice =
  | { readonly kind: "notification"; readonly name: string; readonly line: Buffer }
  | { readonly kind: "connected"; readonly epoch: ServerEpoch }
  | { readonly kind: "lost"; readonly error: TmuxError };

export interface ControlTransport {
  carries(commands: readonly Command[], options: CallOptions): boolean;
  ask(commands: readonly Command[], options: CallOptions, signals: Signals): Promise<Answer>;
  /** Hears of the server while there is a listener; `subscription` is `refresh-client -B` text. */
  listen(listener: (notice: ControlNotice) => void, subscription?: string): () => void;
  close(): Promise<void>;
}
