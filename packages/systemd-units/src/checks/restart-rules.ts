import { parseTimeSpan } from "../values/parse-time-span.js";
import { faultAt, faultOf, isWhole, serviceValue } from "./fault.js";
import type { CheckedUnit, Rule } from "./finding.js";

const SECOND = 1_000_000;
/** sysexits(3): the launcher ends with it for what no restart can heal. */
const CONFIG = ["78", "CONFIG"];

export const restartRules: readonly Rule[] = [
  {
    code: "MF507",
    severity: "error",
    what: "An agent restarts, but not for a configuration error",
    why: "Without `Restart=` an agent that ends stays away; with it a bad roster entry would be tried for ever.",
    remedy: "Set `Restart=always` and `RestartPreventExitStatus=78`.",
    *check(unit) {
      if (!isWhole(unit, "agent")) return;
      const restart = serviceValue(unit, "Restart") || "no";
      if (restart === "no") yield faultOf(unit, "Restart", `\`${unit.name}\` has no \`Restart=\``);
      else if (
        !unit
          .list("Service", "RestartPreventExitStatus")
          .some(({ value }) => value.split(/\s+/).some((word) => CONFIG.includes(word)))
      )
        yield faultOf(
          unit,
          "RestartPreventExitStatus",
          `\`${unit.name}\` restarts after exit code 78, a configuration error`,
        );
    },
  },
  {
    code: "MF508",
    severity: "warning",
    what: "A restart waits a second or more",
    why: "The default is a tenth of a second: a broken start burns a core, and uses up the start limit in a moment.",
    remedy: "Set `RestartSec=` in `[Service]`: `1` for the holder, `5` for agents.",
    *check(unit) {
      if (!isWhole(unit, "holder") && !isWhole(unit, "agent")) return;
      if (["", "no"].includes(serviceValue(unit, "Restart"))) return;
      const delay = restartDelay(unit);
      if (delay < SECOND)
        yield faultOf(
          unit,
          "RestartSec",
          `\`${unit.name}\` restarts after ${String(delay / SECOND)} s`,
        );
    },
  },
  {
    code: "MF509",
    severity: "warning",
    what: "Agents outlast the holder's worst time",
    why: "While the holder fails and restarts, agents fail with it; when they use up their starts first, they stay down though it recovers.",
    remedy: "Raise `StartLimitBurst=` or `RestartSec=` of the agents.",
    *check(unit) {
      const own = unit.role === "agent" && unit.main !== undefined ? patience(unit) : Infinity;
      for (const holder of unit.peers.filter((peer) => isWhole(peer, "holder")))
        if (own < patience(holder) && patience(holder) < Infinity)
          yield faultOf(
            unit,
            "StartLimitBurst",
            `\`${unit.name}\` gives up after ${seconds(own)} s of restarts, \`${holder.name}\` after ${seconds(patience(holder))} s`,
            "Unit",
          );
    },
  },
  {
    code: "MF510",
    severity: "warning",
    what: "A stop has a time limit of a minute or less",
    why: "The default is 90 seconds, so one agent that hangs keeps a stop, a restart and a logout waiting for that long.",
    remedy: "Set `TimeoutStopSec=30` in `[Service]`.",
    *check(unit) {
      if (!isWhole(unit, "holder") && !isWhole(unit, "agent")) return;
      const both = unit.get("Service", "TimeoutSec");
      const stop = unit.get("Service", "TimeoutStopSec") ?? both;
      const span = stop === undefined ? 90 * SECOND : parseTimeSpan(stop.value);
      if (span !== undefined && (span > 60 * SECOND || span === 0))
        yield faultOf(
          unit,
          "TimeoutStopSec",
          `A stop of \`${unit.name}\` may take ${span === 0 || span === Infinity ? "for ever" : `${seconds(span)} s`}`,
        );
    },
  },
  {
    code: "MF516",
    severity: "error",
    what: "Start limits stand in `[Unit]`",
    why: "In `[Service]` systemd reads old names of them only: `StartLimitIntervalSec=` there is ignored.",
    remedy: "Move `StartLimitIntervalSec=` and `StartLimitBurst=` into `[Unit]`.",
    *check(unit) {
      for (const assignment of unit.assignments)
        if (
          assignment.section === "Service" &&
          ["StartLimitInterval", "StartLimitBurst", "StartLimitAction"].includes(assignment.key)
        )
          yield faultAt(assignment, `\`${assignment.key}=\` stands in \`[Service]\``);
    },
  },
];

function restartDelay(unit: CheckedUnit): number {
  return parseTimeSpan(serviceValue(unit, "RestartSec")) ?? SECOND / 10;
}

/** How long a unit goes on restarting at once before its start limit ends it, in microseconds; `Infinity` where nothing ends it. */
function patience(unit: CheckedUnit): number {
  const interval =
    parseTimeSpan(
      (unit.get("Unit", "StartLimitIntervalSec") ?? unit.get("Unit", "StartLimitInterval"))
        ?.value ?? "",
    ) ?? 10 * SECOND;
  const burst = Number(unit.get("Unit", "StartLimitBurst")?.value ?? 5);
  const spent = burst * restartDelay(unit);
  return interval === 0 || spent > interval ? Infinity : spent;
}

function seconds(span: number): string {
  return String(Math.round(span / SECOND));
}
