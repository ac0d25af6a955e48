import { RUNS } from "@mosaicstack/session-launcher";
import { endReason } from "./end-reason.js";
import { kindInBackOff } from "./reason.js";
import type { UnitFacts } from "./unit-facts.js";
import { isPrevented, wouldRestart } from "./would-restart.js";
import type { Reason } from "../documents/reason.js";

/** Why an agent's loaded unit does not run, from what the manager knows of its last run; undefined where it never ran, or runs. */
export function unitReason(agent: string, facts: UnitFacts): Reason | undefined {
  const { unit, ActiveState: active } = facts;
  if (active === "active" || active === "reloading" || active === "deactivating") return undefined;
  if (facts.Result === "success" && facts.ExecMainCode === "0") return undefined;
  // While it starts, what is told of the last run is still that run's.
  if (active === "activating" && !facts.SubState.startsWith("auto-restart")) return undefined;
  const end = endReason({
    agent,
    words: isGoodNews(facts.StatusText) ? "" : facts.StatusText,
    status: Number(facts.ExecMainStatus),
    // CLD_KILLED and CLD_DUMPED of waitid(2).
    signalled: facts.ExecMainCode === "2" || facts.ExecMainCode === "3",
    result: facts.Result,
    lookAt: `\`journalctl --user -u ${unit}\``,
  });
  if (active === "activating")
    return {
      ...end,
      kind: kindInBackOff(end),
      message: `it waits${delay(facts)} to be started again: ${end.message}`,
    };
  if (active === "inactive") {
    // With another policy a person stopped it, or took the failure back.
    const isLeftSo = facts.Restart === "no" || facts.Restart === "on-failure";
    if (!isLeftSo || facts.ExecMainStatus !== "0") return undefined;
    return { ...end, message: `${end.message}, and its restart policy leaves it so` };
  }
  const restarts = restartsUsedUp(facts);
  if (restarts === undefined) return end;
  const what =
    restarts === 0
      ? "it was started too often for its start limit"
      : `systemd gave up after ${restarts === 1 ? "1 restart" : `${restarts} restarts`}`;
  return { ...end, kind: "gave-up", message: `${what}: ${end.message}` };
}

/**
 * How many restarts there were before the start limit; undefined where another rule ended it. From 262 on `Result=` says so; before,
 * it is that of the last run, and the start that was refused has been counted. The count is of the unit's whole life, so that a large
 * one says nothing of an end after which no restart is due. 0: the starts that used it up were asked for.
 */
function restartsUsedUp(facts: UnitFacts): number | undefined {
  const allowed = Number(facts.StartLimitBurst) - 1;
  const counted = Number(facts.NRestarts);
  if (facts.Result === "start-limit-hit")
    return isPrevented(facts) ? 0 : Math.min(counted, allowed);
  return allowed > 0 && counted > allowed && wouldRestart(facts) ? allowed : undefined;
}

/** The launcher's status text while all is well is no reason for anything. */
function isGoodNews(text: string): boolean {
  return text === "" || text.startsWith(RUNS);
}

/** Told from 254 on for the delay that comes; before, each is the same, which `doctor` says. */
function delay({ RestartUSecNext: next, RestartUSec: constant }: UnitFacts): string {
  const told = next === "" ? constant : next;
  // Microseconds, as `1min 31.215702s`, say no more than seconds do.
  return told === "" || told === "0" ? "" : ` ${told.replace(/\.\d+s$/, "s")}`;
}
