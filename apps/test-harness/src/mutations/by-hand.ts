import { LAUNCHER } from "./files.js";
import { swap, type Mutation } from "./mutation.js";

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
];
