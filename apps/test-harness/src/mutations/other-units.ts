import { GAVE_UP, IDLE_TIMER, LAUNCHER, SLICE, TARGET } from "./files.js";
import { add, drop, keep, remove, swap, type Mutation } from "./mutation.js";

/** Target, slice and timers, and what tells of an agent that is given up. */
export const otherUnitMutations: readonly Mutation[] = [
  {
    id: "target-for-the-machine",
    says: "The target is enabled for one that user managers do not have",
    file: TARGET,
    edit: swap("WantedBy=default.target", "WantedBy=graphical.target"),
    caughtBy: { check: "MF209" },
  },
  {
    id: "target-upholds-agent",
    says: "An agent that a person stops is started again",
    file: TARGET,
    edit: add("Wants=mosaic-tmux-holder.service", "Upholds=mosaic-agent@cod.service"),
    caughtBy: { check: "MF205" },
  },
  {
    id: "slice-missing",
    says: "The fleet's slice is not installed",
    file: SLICE,
    edit: remove,
    caughtBy: { check: "MF704", also: ["MF513"] },
  },
  {
    id: "gave-up-missing",
    says: "What tells of an agent that is given up is not installed",
    file: GAVE_UP,
    edit: remove,
    caughtBy: { check: "MF704" },
  },
  {
    id: "idle-timer-cycle",
    says: "A timer that comes after an agent makes a cycle at boot",
    file: IDLE_TIMER,
    edit: drop("DefaultDependencies=no"),
    caughtBy: { check: "MF211" },
  },
  {
    id: "launcher-missing",
    says: "The launcher is not installed",
    file: LAUNCHER,
    edit: remove,
    caughtBy: { check: "MF701", also: ["MF606"] },
  },
  {
    id: "launcher-not-executable",
    says: "The launcher was copied without its right to run",
    file: LAUNCHER,
    edit: keep,
    mode: 0o644,
    caughtBy: { check: "MF701", also: ["MF604"] },
  },
  {
    id: "launcher-for-all",
    says: "Everybody may change what the units run",
    file: LAUNCHER,
    edit: keep,
    mode: 0o777,
    caughtBy: { check: "MF702", also: ["MF605"] },
  },
];
