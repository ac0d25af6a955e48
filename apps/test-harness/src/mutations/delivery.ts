import { DRAIN, HOOK, LAUNCHER } from "./files.js";
import { drop, swap, type Mutation } from "./mutation.js";

const ENTER = 'guarded "send-keys -t $pane Enter" && [ "$answer" = yes ]; do';

/** What the scripts beside an agent type, and what they tell. */
export const deliveryMutations: readonly Mutation[] = [
  {
    id: "deliver-without-target",
    says: "The scripts beside an agent are not told which pane is its",
    file: LAUNCHER,
    edit: drop("  write_target"),
    caughtBy: { live: "asked", says: /^waited in vain for the queued message to arrive/ },
  },
  {
    id: "deliver-without-enter",
    says: "A queued message is pasted and gets no Enter",
    file: DRAIN,
    edit: swap(ENTER, '[ "$times" -ge 0 ]; do'),
    caughtBy: {
      live: "asked",
      says: /^after SIGKILL to an agent with a message in its queue: |the queued message to arrive/,
    },
  },
  {
    id: "deliver-not-at-start",
    says: "What waits is not handed over when the agent comes back",
    file: HOOK,
    edit: swap("{ activity idle; drain 3; }", "activity idle"),
    caughtBy: { live: "asked", says: /^waited in vain for the queued message to arrive/ },
  },
  {
    id: "hook-tells-no-receipt",
    says: "Nothing tells that the agent took a message",
    file: HOOK,
    edit: swap("take_prompt() { take_receipt working; }", "take_prompt() { activity working; }"),
    caughtBy: { live: "asked", says: /`writer`: uncertain: no-receipt: / },
  },
  {
    id: "hook-tells-no-answer",
    says: "The end of a turn is told without what was answered",
    file: HOOK,
    edit: swap("! turn_told Stop || {", "! read_head || {"),
    caughtBy: {
      live: "asked",
      says: /`writer`: unanswered: its turn ended, and nothing told the answer/,
    },
  },
  {
    id: "drain-without-lock",
    says: "What waits is typed while another sender types, and two lines become one",
    file: DRAIN,
    edit: drop('[ "$mode" != drain ] || take_lock'),
    caughtBy: {
      live: "one-typist",
      says: /^`cod` heard .*, not the first line \| the second line/,
    },
  },
];
