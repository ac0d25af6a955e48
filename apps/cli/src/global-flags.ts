import type { FlagTable, FlagValues } from "@mosaicstack/command-line";

/** Options of every command; they stand before the command's name or after it. */
export const globalFlags = {
  roster: { value: "FILE", says: "the roster to use" },
  socket: { value: "SOCKET", says: "the tmux socket, instead of the roster's" },
  supervisor: {
    value: "KIND",
    choices: ["auto", "systemd", "tmux"],
    says: "who keeps the agents alive: auto, systemd, tmux",
  },
  json: { says: "print one JSON document" },
  quiet: { says: "no progress and no hints" },
  noColor: { says: "no colours; `NO_COLOR` does the same" },
  yes: { says: "do not ask before what cannot be undone" },
} as const satisfies FlagTable;

export type GlobalFlags = FlagValues<typeof globalFlags>;
