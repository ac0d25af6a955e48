import { LAUNCHER } from "./files.js";
import { drop, swap, type Mutation } from "./mutation.js";

/** How the launcher restarts an agent where no unit does. */
export const byHandMutations: readonly Mutation[] = [
  {
    id: "hand-one-life",
    says: "Without a unit an agent gets one life alone",
    file: LAUNCHER,
    edit: swap("  while :; do\n    settled=", "  for _ in 1; do\n    settled="),
    caughtBy: {
      live: "agent-killed",
      under: "tmux",
      says: /^after SIGKILL to the agent `cod`: tmux: session `cod` has 0 panes/,
    },
  },
  {
    id: "hand-on-failure",
    says: "An agent that is done is restarted, though its policy is `on-failure`",
    file: LAUNCHER,
    edit: swap("no:0|on-failure:0) next=inactive", "no:0) next=inactive"),
    caughtBy: {
      live: "agent-ends",
      under: "tmux",
      says: /^after SIGUSR1, exit 0 and exit 0: .*`on-failure` is still there/,
    },
  },
  {
    id: "hand-never",
    says: "An agent that failed is restarted, though its policy is `no`",
    file: LAUNCHER,
    edit: swap("no:*|*:78) ;;", "*:78) ;;"),
    caughtBy: {
      live: "agent-ends",
      under: "tmux",
      says: /^after exit 0, exit 3 and SIGUSR1: processes: mosaic-agent@no\.service still holds /,
    },
  },
  {
    id: "hand-burst",
    says: "One restart more than the burst has",
    file: LAUNCHER,
    edit: swap('[ "$in_a_row" -ge "$restart_burst" ]', '[ "$in_a_row" -gt "$restart_burst" ]'),
    caughtBy: {
      live: "crash-loop",
      under: "tmux",
      says: /in vain for `status` to say .*; it says: gave-up: it was given up after 3 restarts/,
    },
  },
  {
    id: "hand-status-lost",
    says: "The record of an agent says that it ended well",
    file: LAUNCHER,
    edit: swap("restarts=$restarts${nl}status=$status", "restarts=$restarts${nl}status=0"),
    caughtBy: {
      live: "agent-killed",
      under: "tmux",
      says: /^cli: the last exit of `cod` is \[0,null\], not \[null,"SIGKILL"\]/,
    },
  },
  {
    id: "hand-leftovers",
    says: "What a life left running is there in the next one",
    file: LAUNCHER,
    edit: swap("  end_life\n  lived='' settled=end", "  lived='' settled=end"),
    caughtBy: {
      live: "daemon-left",
      under: "tmux",
      says: /^waited in vain for a new life of `cod` without its old daemon/,
    },
  },
  {
    id: "hand-ends-neighbours",
    says: "The end of one agent ends what others have started",
    file: LAUNCHER,
    edit: swap('-lszxF -- "MOSAIC_RUN=$mark"', "-lszF -- MOSAIC_RUN="),
    caughtBy: {
      live: "daemon-left",
      under: "tmux",
      says: /^the daemon of `coder` ended with `cod`/,
    },
  },
  {
    id: "hand-outlives-session",
    says: "The pane half outlives the session that a person ended",
    file: LAUNCHER,
    edit: swap("trap : INT QUIT\n", "trap : INT QUIT HUP\n"),
    caughtBy: {
      live: "session-killed",
      under: "tmux",
      says: /`cod` failed: it ended at once with exit 0; it (?:is|was) started again/,
    },
  },
  {
    id: "hand-term-ignored",
    says: "The pane half passes on to the agent that TERM is ignored, so that it saves nothing",
    file: LAUNCHER,
    edit: swap(
      "  trap 'stopping=yes' TERM\n  trap : INT QUIT\n",
      "  trap '' TERM\n  trap : INT QUIT\n",
    ),
    caughtBy: {
      live: "work-saved",
      under: "tmux",
      says: /^after a restart `cod` has noted began, began, not began, saved, began/,
    },
  },
  {
    id: "hand-end-held-by-agent",
    says: "The agent holds open what tells by its end that its pane half is gone, and outlives that",
    file: LAUNCHER,
    edit: swap("  ( exec 8>&- 9>&-\n    # Whatever", "  ( exec 9>&-\n    # Whatever"),
    caughtBy: {
      live: "pane-killed",
      under: "tmux",
      says: /^after SIGKILL to a pane half: processes: mosaic-agent@\w+\.service still holds /,
    },
  },
  {
    id: "hand-event-lost",
    says: "Nothing in the journal tells that an agent has used up its burst",
    file: LAUNCHER,
    edit: drop('  tell_life failed "$why"'),
    caughtBy: {
      live: "crash-loop",
      under: "tmux",
      says: /^waited in vain for the event of giving `cod` up/,
    },
  },
  {
    id: "hand-hook-lost",
    says: "Nobody runs the person's hook when an agent has used up its burst",
    file: LAUNCHER,
    edit: drop('  ! has_channel || tell_person "${self%/*}" failed "$why"'),
    caughtBy: {
      live: "crash-loop",
      under: "tmux",
      says: /^waited in vain for the person's hook to be told of it/,
    },
  },
  {
    id: "hand-reads-own-conf",
    says: "A server that is founded by hand reads the person's own ~/.tmux.conf",
    file: LAUNCHER,
    edit: swap(" -f /dev/null start-server", " start-server"),
    caughtBy: { live: "own-tmux-conf", under: "tmux", says: /brought-back/ },
  },
];
