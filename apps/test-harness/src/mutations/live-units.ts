import { AGENT, HOLDER } from "./files.js";
import { drop, swap, type Mutation } from "./mutation.js";

/** What is wrong in a unit and no rule judges. */
export const liveUnitMutations: readonly Mutation[] = [
  {
    id: "unit-status-ignored",
    says: "Every end of an agent counts as success, by a sign before its command",
    file: AGENT,
    edit: swap("ExecStart=%E", "ExecStart=-%E"),
    caughtBy: {
      live: "agent-ends",
      says: /^after exit 0, exit 3 and SIGUSR1: .*on-failure.* is inactive/,
    },
  },
  {
    id: "unit-not-enabled",
    says: "Agents cannot be enabled, and do not come back after a boot",
    file: AGENT,
    edit: drop("WantedBy=mosaic-fleet.target"),
    caughtBy: {
      live: "reboot",
      says: /^after the boot: unit: mosaic-agent@cod\.service is inactive/,
    },
  },
  {
    id: "unit-end-untold",
    says: "No unit tells that an agent is given up",
    file: AGENT,
    edit: drop("OnFailure=mosaic-gave-up@%i.service"),
    caughtBy: { live: "crash-loop", says: /^waited in vain for the event of giving `cod` up/ },
  },
  {
    id: "unit-reads-own-conf",
    says: "The fleet's server reads the person's own ~/.tmux.conf",
    file: HOLDER,
    edit: swap(" -f /dev/null", ""),
    caughtBy: { live: "own-tmux-conf", says: /brought-back/ },
  },
];
