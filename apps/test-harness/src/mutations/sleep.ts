import { HOOK, KEEP_SCHEDULE, LAUNCHER, LET_SLEEP } from "./files.js";
import { drop, swap, type Mutation } from "./mutation.js";

const MARK = '"$mark" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"';
const EDGES = "case $edge in start) begin ;; stop) end ;; esac";

/** How an agent sleeps, keeps its conversation, and is started and stopped by the clock. */
export const sleepMutations: readonly Mutation[] = [
  {
    id: "sleep-unmarked",
    says: "Nothing says that an agent which ended is asleep",
    file: LET_SLEEP,
    edit: drop(`replace_outside ${MARK} || exit 73`),
    caughtBy: { live: "asleep", says: /^the activity of `writer` is unknown, not asleep/ },
  },
  {
    id: "sleep-not-watched",
    says: "Without a unit nobody looks whether an agent is idle",
    file: LAUNCHER,
    edit: drop("  watch_idle"),
    caughtBy: {
      live: "asleep",
      under: "tmux",
      says: /^after a long time without work: .*`writer` is still there/,
    },
  },
  {
    id: "conversation-not-noted",
    says: "Which conversation the agent is in is not noted down",
    file: HOOK,
    edit: swap(' -le 200 ] && note_conversation "$value"', " -le 200 ]"),
    caughtBy: {
      live: "asleep",
      says: /^`writer` noted .*, heard second, not start new, .*, heard second$/m,
    },
  },
  {
    id: "conversation-not-recalled",
    says: "A new life begins a new conversation, whatever was noted down",
    file: LAUNCHER,
    edit: swap("  recall\n  if [", "  conversation=''\n  if ["),
    caughtBy: {
      live: "asleep",
      says: /^`writer` noted .*, heard second, not start new, .*, heard second$/m,
    },
  },
  {
    id: "schedule-unmarked",
    says: "An agent that its schedule stopped is not remembered as stopped",
    file: KEEP_SCHEDULE,
    edit: drop('  write "$stopped" schedule'),
    caughtBy: {
      live: "schedule-edge",
      says: /^after an edge that stops `cod`: cli: `cod` is desired running/,
    },
  },
  {
    id: "schedule-edges-swapped",
    says: "A schedule starts where it is to stop, and stops where it is to start",
    file: KEEP_SCHEDULE,
    edit: swap(EDGES, "case $edge in start) end ;; stop) begin ;; esac"),
    caughtBy: {
      live: "schedule-edge",
      says: /^after an edge that stops `cod`: .* is active, .* not inactive/,
    },
  },
];
