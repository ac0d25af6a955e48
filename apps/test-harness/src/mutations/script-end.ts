import { LAUNCHER } from "./files.js";
import { swap, type Mutation } from "./mutation.js";

/** How the launcher sees and tells the end of an agent, and how it stops one. */
export const scriptEndMutations: readonly Mutation[] = [
  {
    id: "end-not-watched",
    says: "The supervisor sleeps and looks at nothing, so that no end is seen",
    file: LAUNCHER,
    edit: swap(
      '[ "$what" != exit ]; do hear || what=exit status=75; done',
      "true; do sleep 1; done",
    ),
    caughtBy: { live: "agent-killed" },
  },
  {
    id: "end-told-as-success",
    says: "The pane half tells the unit that every agent ended well",
    file: LAUNCHER,
    edit: swap('echo "exit $status" >&9\n  shared', 'echo "exit 0" >&9\n  shared'),
    caughtBy: { live: "agent-killed" },
  },
  {
    id: "end-status-overwritten",
    says: "A command between an agent's end and the look at its status takes the status away",
    file: LAUNCHER,
    edit: swap('    "$@" )\n  status=$?', '    "$@" )\n  has_channel\n  status=$?'),
    caughtBy: { live: "agent-killed", under: "tmux" },
  },
  {
    id: "end-not-restarted-by-hand",
    says: "Without a unit an agent gets one life alone",
    file: LAUNCHER,
    edit: swap("  while :; do\n    began=", "  for _ in 1; do\n    began="),
    caughtBy: { live: "agent-killed", under: "tmux" },
  },
  {
    id: "end-keeps-session",
    says: "The session of an agent that ended stays, with a dead pane",
    file: LAUNCHER,
    edit: swap("remain-on-exit off", "remain-on-exit on"),
    caughtBy: { live: "stop-one" },
  },
  {
    id: "stop-kills-server",
    says: "The stop of one agent ends the server of all, from within the launcher",
    file: LAUNCHER,
    edit: swap("  outlast || late=late\n", "  outlast || late=late\n  tm kill-server\n"),
    caughtBy: { live: "stop-one" },
  },
];
