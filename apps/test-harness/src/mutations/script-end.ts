import { LAUNCHER } from "./files.js";
import { drop, swap, type Mutation } from "./mutation.js";

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
    caughtBy: {
      live: "agent-killed",
      says: /^after SIGKILL to the agent `cod`: tmux: session `cod` has 0 panes/,
    },
  },
  {
    id: "end-held-open",
    says: "The supervisor holds open itself what tells by its end that the pane half is gone",
    file: LAUNCHER,
    edit: swap("  exec 4>&- # from", "  : # from"),
    caughtBy: {
      live: "pane-killed",
      says: /^after all that brings it back: tmux: session `cod` has 0 panes/,
    },
  },
  {
    id: "end-unseen-is-success",
    says: "A pane half that is gone without a word counts as an agent that ended well",
    file: LAUNCHER,
    edit: swap("what=exit status=75; done", "what=exit status=0; done"),
    caughtBy: {
      live: "pane-killed",
      says: /^cli: the last exit of `cod` is \[0,null\], not \[75,null\]/,
    },
  },
  {
    id: "end-told-as-success",
    says: "The pane half tells the unit that every agent ended well",
    file: LAUNCHER,
    edit: swap('echo "exit $status" >&9\n  shared', 'echo "exit 0" >&9\n  shared'),
    caughtBy: {
      live: "agent-killed",
      says: /^cli: the last exit of `cod` is \[0,null\], not \[null,"SIGKILL"\]/,
    },
  },
  {
    id: "end-status-lost",
    says: "The supervisor ends well, whatever the agent's end was",
    file: LAUNCHER,
    edit: swap('  esac\n  exit "$status"\n}\n', "  esac\n  exit 0\n}\n"),
    caughtBy: {
      live: "agent-ends",
      says: /^after exit 0, exit 3 and SIGUSR1: .*on-failure.* is inactive/,
    },
  },
  {
    id: "end-status-overwritten",
    says: "A command between an agent's end and the look at its status takes the status away",
    file: LAUNCHER,
    edit: swap('    "$@" )\n  status=$?', '    "$@" )\n  has_channel\n  status=$?'),
    caughtBy: {
      live: "agent-killed",
      under: "tmux",
      says: /^cli: the last exit of `cod` is \[0,null\], not \[null,"SIGKILL"\]/,
    },
  },
  {
    id: "end-signal-lost",
    says: "The supervisor of an agent that a signal ended does not end by that signal",
    file: LAUNCHER,
    edit: swap("trap - TERM; kill -s $((status - 128)) $$ ;;", ";;"),
    caughtBy: {
      live: "agent-ends",
      says: /^cli: the last exit of `no` is \[138,null\], not \[null,"SIGUSR1"\]/,
    },
  },
  {
    id: "end-keeps-session",
    says: "The session of an agent that ended stays, with a dead pane",
    file: LAUNCHER,
    edit: swap("remain-on-exit off", "remain-on-exit on"),
    caughtBy: {
      live: "stop-one",
      says: /^`mosaic-fleet stop cod` ended with 1: .*its session is still there/,
    },
  },
  {
    id: "stop-kills-server",
    says: "The stop of one agent ends the server of all, from within the launcher",
    file: LAUNCHER,
    edit: swap("  outlast || late=late\n", "  outlast || late=late\n  tm kill-server\n"),
    caughtBy: {
      live: "stop-one",
      says: /^after the first stop of `cod`: (?:.*\n)?`coder` did not live on/,
    },
  },
  {
    id: "stop-kills-by-prefix",
    says: "The launcher's stop of `cod` ends the session of `coder`",
    file: LAUNCHER,
    edit: swap(
      "  outlast || late=late\n",
      '  outlast || late=late\n  tm kill-session -t "$name"\n',
    ),
    caughtBy: { live: "stop-one", says: /^after the first stop of `cod`: `coder` did not live on/ },
  },
  {
    id: "stop-counts-nothing",
    says: "What outlives an agent and has to be killed is told to nobody",
    file: LAUNCHER,
    edit: swap("  remove_hand_folder\n  count_strays\n", "  remove_hand_folder\n"),
    caughtBy: {
      live: "stray-deaf",
      says: /^`stop` tells of .*, not of one stray that had to be killed/,
    },
  },
  {
    id: "stop-ends-supervisor",
    says: "A stop ends the supervisor at once, before it could end the agent politely",
    file: LAUNCHER,
    edit: swap("ends as it did\n  trap 'stopping=yes' TERM\n", "ends as it did\n"),
    caughtBy: {
      live: "stray-deaf",
      says: /^`stop` tells of .*, not of one stray that had to be killed/,
    },
  },
  {
    id: "end-held-by-agent",
    says: "The agent holds open what tells by its end that the pane half is gone",
    file: LAUNCHER,
    edit: swap("  ( exec 8>&- 9>&-\n    # Whatever", "  ( exec 8>&-\n    # Whatever"),
    caughtBy: {
      live: "pane-killed",
      says: /^after all that brings it back: tmux: session `\w+` has 0 panes/,
    },
  },
  {
    id: "stop-tells-nothing",
    says: "A stop waits for the agent without a word to it, and ends it unsaved",
    file: LAUNCHER,
    edit: swap('[ -z "$pane_pid" ] || kill -s TERM -- "-$pane_pid" 2>/dev/null', ":"),
    caughtBy: {
      live: "work-saved",
      says: /^after a restart `cod` has noted began, began, not began, saved, began/,
    },
  },
  {
    id: "end-event-lost",
    says: "Nothing in the journal tells that an agent is given up",
    file: LAUNCHER,
    edit: drop('  tell_life "$next" "$why"'),
    caughtBy: { live: "crash-loop", says: /^waited in vain for the event of giving `cod` up/ },
  },
  {
    id: "end-hook-misnamed",
    says: "The person's hook for an agent that is given up is looked for by another name",
    file: LAUNCHER,
    edit: swap("! has_hook failed ||", "! has_hook gave-up ||"),
    caughtBy: {
      live: "crash-loop",
      says: /^waited in vain for the person's hook to be told of it/,
    },
  },
];
