import type { MergedUnit, MergedValue } from "../unit-file/merge-units.js";

/** Whether a unit's start is the launcher's, which needs more of its unit than tmux does. */
export function runsLauncher(unit: MergedUnit): boolean {
  return unit.list("Service", "ExecStart").some((line) => runsLauncherIn(line));
}

/** Whether a command line is. */
export function runsLauncherIn({ value }: Pick<MergedValue, "value">): boolean {
  return value.includes("start-agent-session.sh");
}
