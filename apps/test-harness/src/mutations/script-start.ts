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
    caughtBy: { live: "cold-start" },
  },
  {
    id: "start-without-mark",
    says: "Nothing marks a session as the agent's",
    file: LAUNCHER,
    edit: both(drop(MARK), drop(PANE_MARK)),
    caughtBy: { live: "cold-start", under: "tmux" },
  },
  {
    id: "start-without-socket",
    says: "The launcher asks the person's own tmux server, not the fleet's",
    file: LAUNCHER,
    edit: swap('tm() { bounded 10 tmux -u -N -L "$socket"', "tm() { bounded 10 tmux -u -N"),
    caughtBy: { live: "cold-start", under: "tmux" },
  },
  {
    id: "start-without-environment",
    says: "An agent gets none of the variables that are meant for it",
    file: LAUNCHER,
    edit: drop("    agent_environment"),
    caughtBy: { live: "cold-start", under: "tmux" },
  },
  {
    id: "start-server-ends-empty",
    says: "The server that is founded by hand ends before it has a session",
    file: LAUNCHER,
    edit: swap(" start-server \\; set-option -s exit-empty off \\;", " start-server \\;"),
    caughtBy: { live: "cold-start", under: "tmux" },
  },
  {
    id: "start-finds-by-name",
    says: "A session is taken for the agent's by its name alone",
    file: LAUNCHER,
    edit: swap('marked="#{&&:#{==:#{@mosaic_agent},$name},$told}"', "marked=$named"),
    caughtBy: { live: "adopted", under: "tmux" },
  },
  {
    id: "start-takes-unmarked",
    says: "A session without the agent's mark is replaced by one with it",
    file: LAUNCHER,
    edit: swap("#{?$marked,bare,foreign}", "bare"),
    caughtBy: { live: "adopted", under: "tmux" },
  },
  {
    id: "start-does-not-refuse",
    says: "A session of a person that has the agent's name is not named as what is in the way",
    file: LAUNCHER,
    edit: drop("      foreign) refuse_foreign ;;"),
    caughtBy: { live: "adopted", under: "tmux" },
  },
  {
    id: "start-moves-nothing",
    says: "A unit takes a session over and leaves its processes outside",
    file: LAUNCHER,
    edit: swap("  open_life\n  move_all\n", "  open_life\n"),
    caughtBy: { live: "adopted" },
  },
];
