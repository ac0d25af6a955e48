import type { Delivery, TmuxErrorCode } from "../values/error.js";

export interface Classified {
  readonly code: TmuxErrorCode;
  readonly delivery: Delivery;
}

/** What a line that tmux(1) wrote to its standard error means. Unknown text is `Command`. */
export function classify(stderr: string): Classified {
  for (const [pattern, code, delivery] of table) {
    if (pattern.test(stderr)) return { code, delivery };
  }
  return { code: "Command", delivery: "rejected" };
}

/** What to do about it, to stand behind a message. */
export function nextStep(code: TmuxErrorCode, socketPath: string): string {
  return steps[code]?.replaceAll("SOCKET", socketPath) ?? "";
}

// tmux writes these in English whatever the locale is.
const table: readonly (readonly [RegExp, TmuxErrorCode, Delivery])[] = [
  [/no server running on /, "ServerAbsent", "not-sent"],
  [
    /error connecting to .*\((No such file or directory|Connection refused|Not a directory)\)/,
    "ServerAbsent",
    "not-sent",
  ],
  [/error connecting to .*\(File name too long\)/, "InvalidArgument", "not-sent"],
  [/\((Permission denied|Operation not permitted)\)/, "PermissionDenied", "not-sent"],
  [/error connecting to |error creating /, "Command", "not-sent"],
  [
    /unsafe permissions|couldn't create directory|is not a directory/,
    "PermissionDenied",
    "not-sent",
  ],
  [/access not allowed|client is read-only/, "PermissionDenied", "rejected"],
  [/protocol version mismatch/, "VersionSkew", "not-sent"],
  [/server exited unexpectedly|lost server|server exited/, "ServerExiting", "unknown"],
  [/duplicate session: /, "DuplicateSession", "rejected"],
  [/invalid (session|window name|buffer name)/, "InvalidName", "rejected"],
  [
    // A window or pane that was meant by its session's name is missing with it.
    /(can't find|no such) session|no such (window|pane): =|no current target|no current session|no sessions/,
    "NoSuchSession",
    "rejected",
  ],
  [/(can't find|no such) (pane|window)/, "NoSuchPane", "rejected"],
  [/target pane has exited/, "PaneDead", "rejected"],
  [
    /command too long|Argument list too long|yacc stack overflow|memory exhausted/,
    "PayloadTooLarge",
    "not-sent",
  ],
  [/pane .* still active/, "PaneAlive", "rejected"],
  [/(invalid|unknown|ambiguous) option/, "UnknownOption", "rejected"],
  [
    /(bad|unknown) (value|colour|key)|value is (too|invalid)|invalid (style|colour)|empty value/,
    "BadValue",
    "rejected",
  ],
  [/not a suitable shell|not an array|wrong array type|syntax error/, "BadValue", "rejected"],
  [/^(width|height) (is )?(too|invalid)|repeat count (too|invalid)/, "BadValue", "rejected"],
  [/empty variable name|too (many|few) arguments/, "InvalidArgument", "rejected"],
  [/unknown (command|flag)|ambiguous/, "Unsupported", "rejected"],
];

const steps: Partial<Record<TmuxErrorCode, string>> = {
  ServerAbsent: "start one with `server.start()`, or name the socket of the one that runs",
  ServerExiting: "wait a moment and look again with `server.probe()`",
  VersionSkew:
    'use the tmux that the server was started with: `binary: "/proc/PID/exe"` with its pid',
  PermissionDenied: "check owner and mode (0700) of the folder of `SOCKET`",
  NoSuchSession: 'see what is there with `list(["session_name"])`',
  NoSuchPane: 'see what is there with `list(["pane_id"])`',
  StaleReference: "look the session or pane up again",
  DuplicateSession: "use another name, or `sessions.find()` for the one that is there",
  InvalidName: "use letters, digits, `_` and `-`, at most 64, the first a letter or digit",
  PaneDead: "respawn the pane or end its session",
  PaneInMode: "leave the mode first (`q` in copy mode)",
  PaneAlive: "end its program first, or respawn with `kill`",
  PanePiped: "stop it first with `panes.unpipe()`",
  UnknownOption: "see `tmux show-options -A` for the names that this tmux has",
  BadValue: "see `man tmux` for the values that it takes",
  Disconnected: "see whether it took effect, and ask again",
  PayloadTooLarge: "send less at once; `panes.paste()` takes long text",
  Timeout: "see whether the server answers with `server.probe()`",
  Unsupported: "check `tmux -V`: 3.2 or newer is needed",
};
