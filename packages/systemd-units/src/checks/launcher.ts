import type { MergedUnit } from "../unit-file/merge-units.js";

/** Whether a unit's start is the launcher's, which needs more of its unit than tmux does. */
export function runsLauncher(unit: MergedUnit): boolean {
  return unit
    .list("Service", "ExecStart")
    .some(({ value }) => value.includes("start-agent-session.sh"));
}
