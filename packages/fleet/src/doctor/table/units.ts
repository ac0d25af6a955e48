import type { FindingEntry } from "./entry.js";

/** What is installed: scripts and units. */
export const unitFindings: Readonly<Record<UnitFindingId, FindingEntry>> = {
  "channel-script-missing": {
    severity: "warning",
    what: "Scripts that belong beside the launcher are not there, or cannot be read",
    why: "Agents run without what stands beside the launcher, but not all is known of what they do, and not all that is sent reaches them.",
    remedy: "Run `mosaic-fleet install`; agents that run take it up at their next start.",
  },
  "script-not-executable": {
    severity: "error",
    also: "warning",
    what: "The launcher, or a script beside it, lost its run bit",
    why: "Without the launcher no agent can be started, and none comes back after its end; what a script beside it does, as to hand over what is queued, is not done.",
    remedy: "Run `mosaic-fleet doctor --fix`.",
    fixable: true,
  },
  "shipped-missing": {
    severity: "warning",
    what: "A file that all agents share is not there, though some run",
    why: "What runs goes on; the next start, or the next end of an agent, misses it.",
    remedy: "Run `mosaic-fleet apply`.",
  },
  "shipped-edited": {
    severity: "warning",
    what: "A unit, the launcher, a script beside it or the tmux profile was edited",
    why: "It is not what this version relies on, and the next `apply` or `install` overwrites it.",
    remedy: "Put changes of your own into a drop-in, then run `mosaic-fleet apply`.",
  },
  "shipped-other-version": {
    severity: "info",
    what: "A unit, the launcher, a script beside it or the tmux profile is of another version of Mosaic Fleet",
    why: "What runs goes on with it. The next `apply` writes this version's, which agents take up at their next start.",
    remedy: "Run `mosaic-fleet apply`; `mosaic-fleet apply --restart` restarts agents for it, too.",
  },
  "unit-setting": {
    severity: "warning",
    also: "error",
    what: "A drop-in or unit of yours breaks what a unit of the fleet relies on, by the [rules](checks.md) of `mosaic-fleet-harness check`",
    why: "Each rule has its own why: `mosaic-fleet-harness explain CODE` prints it.",
    remedy: "As the rule says; then `systemctl --user daemon-reload`.",
  },
  "unit-needs-reload": {
    severity: "warning",
    what: "Files of units changed since systemd read them",
    why: "It goes on with what it read last: what stands in the files now does not hold.",
    remedy: "Run `systemctl --user daemon-reload`; it restarts nothing.",
    fixable: true,
  },
  "unit-masked": {
    severity: "warning",
    what: "A unit that runs, or is needed, is masked",
    why: "What runs goes on, but would not come back after its end or at boot.",
    remedy: "Run `systemctl --user unmask` on what it names.",
  },
  "unit-not-loadable": {
    severity: "warning",
    what: "A unit that runs, or is needed, cannot be loaded",
    why: "What runs goes on, but would not come back after its end or at boot.",
    remedy: "Fix or remove the line of the drop-in that it names.",
  },
  "env-file": {
    severity: "warning",
    also: "error",
    what: "A line of an env file says something else to systemd than it seems to",
    why: "An env file is no shell script, whoever reads it: nothing is expanded, and what is no assignment is dropped.",
    remedy: "As it says.",
  },
};

/** Stable names. */
export type UnitFindingId =
  | "channel-script-missing"
  | "script-not-executable"
  | "shipped-missing"
  | "shipped-edited"
  | "shipped-other-version"
  | "unit-setting"
  | "unit-needs-reload"
  | "unit-masked"
  | "unit-not-loadable"
  | "env-file";
