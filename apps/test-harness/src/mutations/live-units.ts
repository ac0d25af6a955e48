import { HOLDER } from "./files.js";
import { swap, type Mutation } from "./mutation.js";

/** What is wrong in a unit and no rule judges. */
export const liveUnitMutations: readonly Mutation[] = [
  {
    id: "unit-reads-own-conf",
    says: "The fleet's server reads the person's own ~/.tmux.conf",
    file: HOLDER,
    edit: swap(" -f /dev/null", ""),
    caughtBy: { live: "own-tmux-conf", says: /brought-back/ },
  },
];
