import type { Client } from "../transport/client.js";
import type { PaneRef } from "../values/target.js";
import { capture } from "./capture.js";
import type { CaptureOptions } from "./capture.js";
import { exit } from "./exit.js";
import type { PaneExit } from "./exit.js";
import { bytes, keys, paste } from "./input.js";
import type { PasteOptions } from "./input.js";
import { pipe, unpipe } from "./pipe.js";
import type { PipeTarget } from "./pipe.js";
import { respawn } from "./respawn.js";
import type { RespawnOptions } from "./respawn.js";

/** All throw TmuxError: NoSuchPane, StaleReference, …; input also PaneDead and PaneInMode. */
export interface Panes {
  /** Keys as `send-keys` names them (`Enter`, `C-c`); what names no key is typed as text. */
  keys(pane: PaneRef, ...keys: string[]): Promise<void>;
  /** Types bytes as they are, whatever they mean to the program; at most 256 KiB. */
  bytes(pane: PaneRef, data: Uint8Array): Promise<void>;
  /**
   * Pastes the bytes as they are, bracketed where the program asked for it; at most 16 MiB. tmux
   * took them when this returns; that the program read them is another matter.
   */
  paste(pane: PaneRef, text: string, options?: PasteOptions): Promise<void>;
  /** What the pane shows, lines ended by newline. */
  capture(pane: PaneRef, options?: CaptureOptions): Promise<string>;
  /** Runs a program in a pane whose own has ended; keeps the scrollback. Else PaneAlive. */
  respawn(pane: PaneRef, options?: RespawnOptions): Promise<void>;
  /** How the program ended; undefined while it runs. A pane without `remain-on-exit` is then gone. */
  exit(pane: PaneRef): Promise<PaneExit | undefined>;
  /**
   * Sends all further output of the pane there too. Throws PanePiped where one is open: tmux has
   * one per pane. It survives `respawn`; a program that fails does so in silence.
   */
  pipe(pane: PaneRef, target: PipeTarget): Promise<void>;
  /** Ends the pipe. Nothing to do where there is none. */
  unpipe(pane: PaneRef): Promise<void>;
}

export function panes(client: Client): Panes {
  return {
    keys: async (pane, ...words) => await keys(client, pane, words),
    bytes: async (pane, data) => await bytes(client, pane, data),
    paste: async (pane, text, options) => await paste(client, pane, text, options),
    capture: async (pane, options) => await capture(client, pane, options),
    respawn: async (pane, options) => await respawn(client, pane, options),
    exit: async (pane) => await exit(client, pane),
    pipe: async (pane, target) => await pipe(client, pane, target),
    unpipe: async (pane) => await unpipe(client, pane),
  };
}
