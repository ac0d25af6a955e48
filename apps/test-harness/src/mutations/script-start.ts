import { LAUNCHER } from "./files.js";
import { both, drop, swap, type Mutation } from "./mutation.js";

const MARK = '    set-option -t "=$name:" @mosaic_agent "$name" \\; \\';
const PANE_MARK = '    set-option -p -t "=$name:" @mosaic_agent "$name" \\; \\';

/** How the launcher makes a session or finds it. */
export const scriptStartMutations: readonly Mutation[] = [
  {
    id: "start-outside-unit",
    says: "The agent runs in the server's cgroup, not in that of its unit",
    file: LAUNCHER,
    edit: drop("  settle_in_unit || { echo 'exit 71' >&9; exit 71; }"),
    caughtBy: {
      live: "cold-start",
      says: /^after the start: processes: mosaic-tmux-holder\.service holds .* not the server /,
    },
  },
  {
    id: "start-without-mark",
    says: "Nothing marks a session as the agent's",
    file: LAUNCHER,
    edit: both(drop(MARK), drop(PANE_MARK)),
    caughtBy: {
      live: "cold-start",
      under: "tmux",
      says: /`cod` failed: the session is gone, and nobody stopped it/,
    },
  },
  {
    id: "start-without-socket",
    says: "The launcher asks the person's own tmux server, not the fleet's",
    file: LAUNCHER,
    edit: swap('tm() { bounded 10 tmux -u -N -L "$socket"', "tm() { bounded 10 tmux -u -N"),
    caughtBy: {
      live: "cold-start",
      under: "tmux",
      says: /`cod` failed: error connecting to \S+\/default /,
    },
  },
  {
    id: "start-without-environment",
    says: "An agent gets none of the variables that are meant for it",
    file: LAUNCHER,
    edit: drop("    agent_environment"),
    caughtBy: {
      live: "cold-start",
      under: "tmux",
      says: /`cod` failed: it ended at once with exit 127/,
    },
  },
  {
    id: "start-finds-by-name",
    says: "A session is taken for the agent's by its name alone",
    file: LAUNCHER,
    edit: swap('marked="#{&&:#{==:#{@mosaic_agent},$name},$told}"', "marked=$named"),
    caughtBy: {
      live: "adopted",
      under: "tmux",
      says: /^`mosaic-fleet start cod` ended with 0, not 1/,
    },
  },
  {
    id: "start-takes-unmarked",
    says: "A session without the agent's mark is replaced by one with it",
    file: LAUNCHER,
    edit: swap("#{?$marked,bare,foreign}", "bare"),
    caughtBy: {
      live: "adopted",
      under: "tmux",
      says: /^`mosaic-fleet start cod` ended with 0, not 1/,
    },
  },
  {
    id: "start-does-not-refuse",
    says: "A session of a person that has the agent's name is not named as what is in the way",
    file: LAUNCHER,
    edit: drop("      foreign) refuse_foreign ;;"),
    caughtBy: {
      live: "adopted",
      under: "tmux",
      says: /^`mosaic-fleet start cod` does not say .*was not started by Mosaic Fleet/,
    },
  },
  {
    id: "start-elsewhere",
    says: "An agent whose working directory is gone works in another one",
    file: LAUNCHER,
    edit: both(
      swap('workdir" 2>/dev/null ||\n    die 66', 'workdir" 2>/dev/null || cd / ||\n    die 66'),
      swap(
        '! cd -- "$workdir" 2>/dev/null; then',
        '! cd -- "$workdir" 2>/dev/null && ! cd /; then',
      ),
    ),
    caughtBy: {
      live: "workdir-missing",
      under: "tmux",
      says: /in vain for `status` to say \S+folder-missing: \S+ of `cod`; it says: nothing/,
    },
  },
  {
    id: "start-gives-up-workdir",
    says: "A working directory that may come yet is told as a wrong configuration, which is not tried again",
    file: LAUNCHER,
    edit: swap('    die 66 "workdir', '    die 78 "workdir'),
    caughtBy: {
      live: "workdir-missing",
      says: /in vain for `status` to say \S+folder-missing: \S+ of `cod`; it says: configuration: /,
    },
  },
  {
    id: "start-told-early",
    says: "The manager is told that the agent runs before it has a session",
    file: LAUNCHER,
    edit: swap(
      "  open_life\n  take_session\n",
      "  open_life\n  systemd-notify --ready\n  take_session\n",
    ),
    caughtBy: {
      live: "start-awaited",
      says: /^mosaic-agent@cod\.service is active, and its server has made no session for it/,
    },
  },
  {
    id: "start-founds-own-server",
    says: "An agent whose server is away founds one, outside the holder",
    file: LAUNCHER,
    edit: swap(
      'tmux -u -N -L "$socket" "$@" </dev/null &',
      'tmux -u -L "$socket" "$@" </dev/null &',
    ),
    caughtBy: {
      live: "holder-away",
      says: /^an agent founded a tmux server, and the holder runs none/,
    },
  },
  {
    id: "canary-mute",
    says: "The built-in canary reads what it is told, and answers nothing",
    file: LAUNCHER,
    edit: swap("do printf 'canary heard: %s\\n' \"$line\"; done", "do :; done"),
    caughtBy: { live: "canary-answers", says: /^waited in vain for `cod` to answer/ },
  },
  {
    id: "canary-without-beat",
    says: "The built-in canary shows no sign of life",
    file: LAUNCHER,
    edit: swap("while sleep 5 && kill -0 $$ 2>/dev/null; do", "while false; do"),
    caughtBy: {
      live: "canary-answers",
      under: "tmux",
      says: /^waited in vain for `cod` to beat/,
    },
  },
];
