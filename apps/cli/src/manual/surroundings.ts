/** What the command looks at beside its words, for the manual page: `docs/reference/files.md` has all of it. */
export const environment: readonly (readonly [name: string, meaning: string])[] = [
  ["MOSAIC_FLEET_ROSTER", "The roster, where `--roster` names none."],
  ["NO_COLOR", "Set to anything, there are no colours."],
  ["MOSAIC_FLEET_DEBUG", "Set to `1`, an unexpected error is shown with where it comes from."],
  [
    "XDG_CONFIG_HOME",
    "Stands for `~/.config` below, where it is absolute; so do `XDG_STATE_HOME` for `~/.local/state` and `XDG_CACHE_HOME` for `~/.cache`.",
  ],
  [
    "XDG_RUNTIME_DIR",
    "The folder of runtime files; without it `/run/user/UID`, or one in the folder for temporary files.",
  ],
  ["TMUX_TMPDIR", "Where tmux has its sockets, for a fleet that is not under systemd."],
];

export const files: readonly (readonly [path: string, meaning: string])[] = [
  ["~/.config/mosaic/fleet/roster.yaml", "The roster: which agents there are."],
  [
    "~/.config/mosaic/fleet/agents/AGENT.env",
    "Environment of one agent, which wins over everything. It is never written by this command.",
  ],
  ["~/.config/mosaic/fleet/hooks/EVENT", "Programs of yours, run when an agent changes."],
  [
    "~/.config/mosaic/tools/fleet/start-agent-session.sh",
    "The launcher, which keeps one agent in its session.",
  ],
  [
    "~/.config/systemd/user/mosaic-agent@.service",
    "The unit of an agent; `mosaic-tmux-holder.service` beside it holds the tmux server.",
  ],
  ["~/.local/state/mosaic/fleet", "Transcripts, stops that are remembered, deliveries."],
  [
    "~/.cache/mosaic/fleet",
    "What rosters said, for who only looks. It may be removed at any time.",
  ],
  ["$XDG_RUNTIME_DIR/mosaic-fleet", "Locks, queues, what agents say of themselves."],
];
