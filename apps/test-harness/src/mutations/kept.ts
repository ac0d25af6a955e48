import { HOLDER, LAUNCHER } from "./files.js";
import { drop, swap, type Mutation } from "./mutation.js";

/** What an agent's environment and its server's are kept from, and what others may read. */
export const keptMutations: readonly Mutation[] = [
  {
    id: "kept-from-server-not",
    says: "The server is started with all that the user manager has in its environment",
    file: HOLDER,
    edit: swap("/usr/bin/env -i HOME", "/usr/bin/env HOME"),
    caughtBy: {
      live: "key-kept",
      says: /^`key-86130-of-manager` is in the environment of \d+ \(tmux -D /,
    },
  },
  {
    id: "kept-from-founded-server-not",
    says: "A server that is founded by hand keeps the environment of the agent that was first",
    file: LAUNCHER,
    edit: swap('  exec env -i HOME="${HOME-}" USER', '  exec env HOME="${HOME-}" USER'),
    caughtBy: {
      live: "key-kept",
      under: "tmux",
      says: /^`key-8612\d-of-\w+` is in the environment of \d+ \(tmux /,
    },
  },
  {
    id: "kept-from-caller-not",
    says: "An agent that is started by hand gets all that its starter has in the environment",
    file: LAUNCHER,
    edit: swap("  exec env -i /bin/sh -c '. ", "  exec env /bin/sh -c '. "),
    caughtBy: {
      live: "key-kept",
      under: "tmux",
      says: /^`key-86129-of-caller` is in the environment of /,
    },
  },
  {
    id: "kept-words-not",
    says: "An agent gets the manager's words to the supervisor, with which it could speak for its unit",
    file: LAUNCHER,
    edit: drop("  say_withheld"),
    caughtBy: { live: "key-kept", says: /^`cod` has \w+= in its environment/ },
  },
  {
    id: "kept-from-arguments-not",
    says: "The environment of an agent is handed over as an argument, which everybody may read",
    file: LAUNCHER,
    edit: swap('"$pane_mode" $$ \\;', '"$pane_mode" $$ "$(export -p)" \\;'),
    caughtBy: { live: "key-kept", says: /^`key-86127-of-cod` is an argument of / },
  },
  {
    id: "kept-file-of-unit",
    says: "The one-time file with an agent's environment stays behind its start",
    file: LAUNCHER,
    edit: swap(
      'if plain "$dir/launch"; then : >|"$dir/launch"; else',
      'if plain "$dir/launch"; then :; else',
    ),
    caughtBy: { live: "key-kept", says: /^keys are left in \S+\/launch$/m },
  },
  {
    id: "kept-file-of-hand",
    says: "The one-time file with the environment of an agent by hand stays behind its start",
    file: LAUNCHER,
    edit: swap('. "$1/env" && rm -f "$1/env" && shift', '. "$1/env" && shift'),
    caughtBy: { live: "key-kept", under: "tmux", says: /^keys are left in \S+\/env$/m },
  },
  {
    id: "kept-wide",
    says: "What the launcher writes gets the mode that the manager's umask gives it",
    file: LAUNCHER,
    edit: drop("umask 077"),
    caughtBy: { live: "key-kept", says: /^others may read \S+/ },
  },
];
