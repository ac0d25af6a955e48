/** How a command of tmux(1) takes its flags and its target. */
export interface RawCommand {
  /** Flags as getopt(3) writes them: a letter with a colon takes a value. */
  readonly flags: string;
  /** `needed`: without `-t` tmux picks some session by itself. `global`: needed but for `-g` and `-s`. */
  readonly target: "needed" | "global" | "all" | "free";
  /** How many words after the flags an error may show; the rest may be secret. */
  readonly shows: number;
  /** Whether it can change the server for everyone, with `-g` or `-s`. */
  readonly configures?: boolean;
}

/** Full names only: tmux itself takes any beginning of one. */
export type RawCommandName =
  | "capture-pane"
  | "clear-history"
  | "delete-buffer"
  | "detach-client"
  | "display-message"
  | "has-session"
  | "kill-pane"
  | "kill-session"
  | "kill-window"
  | "list-buffers"
  | "list-clients"
  | "list-commands"
  | "list-panes"
  | "list-sessions"
  | "list-windows"
  | "rename-session"
  | "rename-window"
  | "resize-window"
  | "select-pane"
  | "select-window"
  | "send-keys"
  | "set-buffer"
  | "set-environment"
  | "set-option"
  | "show-buffer"
  | "show-environment"
  | "show-hooks"
  | "show-options";

/**
 * What `run()` takes. Left out: whatever ends or configures a server, runs a program, holds
 * commands itself (`if-shell`, `set-hook`, `bind-key`, …), asks a person, or has a safer verb here.
 */
export const rawCommands: Readonly<Record<RawCommandName, RawCommand>> = {
  "capture-pane": { flags: "ab:CeE:JMNpPqS:Tt:", target: "needed", shows: 0 },
  "clear-history": { flags: "Ht:", target: "needed", shows: 0 },
  "delete-buffer": { flags: "b:", target: "free", shows: 0 },
  "detach-client": { flags: "Ps:", target: "needed", shows: 0 },
  "display-message": { flags: "aNlpvt:F:c:", target: "free", shows: 1 },
  "has-session": { flags: "t:", target: "needed", shows: 0 },
  "kill-pane": { flags: "t:", target: "needed", shows: 0 },
  "kill-session": { flags: "t:", target: "needed", shows: 0 },
  "kill-window": { flags: "t:", target: "needed", shows: 0 },
  "list-buffers": { flags: "F:f:", target: "free", shows: 0 },
  "list-clients": { flags: "F:f:t:", target: "free", shows: 0 },
  "list-commands": { flags: "F:", target: "free", shows: 1 },
  "list-panes": { flags: "asF:f:t:", target: "all", shows: 0 },
  "list-sessions": { flags: "F:f:", target: "free", shows: 0 },
  "list-windows": { flags: "aF:f:t:", target: "all", shows: 0 },
  "rename-session": { flags: "t:", target: "needed", shows: 1 },
  "rename-window": { flags: "t:", target: "needed", shows: 1 },
  "resize-window": { flags: "aADLRUt:x:y:", target: "needed", shows: 1 },
  "select-pane": { flags: "DdeLlMmRt:UZ", target: "needed", shows: 0 },
  "select-window": { flags: "lnpTt:", target: "needed", shows: 0 },
  "send-keys": { flags: "FHKlMN:Rt:X", target: "needed", shows: 0 },
  "set-buffer": { flags: "ab:n:w", target: "free", shows: 0 },
  "set-environment": { flags: "Fhgrt:u", target: "global", shows: 1, configures: true },
  "set-option": { flags: "aFgopqst:uUw", target: "global", shows: 1, configures: true },
  "show-buffer": { flags: "b:", target: "free", shows: 0 },
  "show-environment": { flags: "hgst:", target: "global", shows: 1 },
  "show-hooks": { flags: "gpt:w", target: "global", shows: 1 },
  "show-options": { flags: "AgHpqst:vw", target: "global", shows: 1 },
};
