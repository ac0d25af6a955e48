import { signalName } from "../supervisor/signal-name.js";
import type { UnitFacts } from "./unit-facts.js";

type RunFacts = Pick<
  UnitFacts,
  | "Restart"
  | "RestartPreventExitStatus"
  | "RestartForceExitStatus"
  | "Result"
  | "ExecMainCode"
  | "ExecMainStatus"
>;

/** Whether a restart is due after the end of the last run, by the unit's own policy; the table of systemd.service(5). */
export function wouldRestart(facts: RunFacts): boolean {
  if (isPrevented(facts)) return false;
  if (holds(facts.RestartForceExitStatus, facts)) return true;
  const ends = restartedAfter[facts.Restart];
  return ends?.(facts.Result) ?? false;
}

/** Whether the unit says that it is never started again after such an end, as after 78. */
export function isPrevented(facts: RunFacts): boolean {
  return holds(facts.RestartPreventExitStatus, facts);
}

const restartedAfter: Readonly<Record<string, (result: string) => boolean>> = {
  always: () => true,
  "on-success": (result) => result === "success",
  "on-failure": (result) => result !== "success",
  "on-abnormal": (result) => result !== "success" && result !== "exit-code",
  "on-abort": (result) => result === "signal" || result === "core-dump",
  "on-watchdog": (result) => result === "watchdog",
};

/** Such a list is told as numbers of exit codes and names of signals: `9 78 KILL`. */
function holds(list: string, { ExecMainCode: code, ExecMainStatus: status }: RunFacts): boolean {
  // CLD_EXITED of waitid(2); 0 where nothing ran.
  if (code === "0") return false;
  const word = code === "1" ? status : signalName(Number(status))?.replace(/^SIG/, "");
  return word !== undefined && list.split(" ").includes(word);
}
