import { AGENT, TARGET } from "./files.js";
import { add, drop, swap, type Mutation } from "./mutation.js";

/** What is wrong in a unit and no rule judges. */
export const liveUnitMutations: readonly Mutation[] = [
  {
    id: "unit-status-ignored",
    says: "Every end of an agent counts as success, by a sign before its command",
    file: AGENT,
    edit: swap("ExecStart=%E", "ExecStart=-%E"),
    caughtBy: { live: "agent-ends" },
  },
  {
    id: "unit-misconfigured-is-success",
    says: "An agent that cannot work counts as one that ended well",
    file: AGENT,
    edit: add("Restart=always", "SuccessExitStatus=78"),
    caughtBy: { live: "configuration" },
  },
  {
    id: "unit-not-enabled",
    says: "Agents cannot be enabled, and do not come back after a boot",
    file: AGENT,
    edit: drop("WantedBy=mosaic-fleet.target"),
    caughtBy: { live: "reboot" },
  },
  {
    id: "unit-target-not-enabled",
    says: "Nothing of the fleet comes up after a boot",
    file: TARGET,
    edit: drop("WantedBy=default.target"),
    caughtBy: { live: "reboot" },
  },
];
