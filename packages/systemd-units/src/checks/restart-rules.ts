import { parseTimeSpan } from "../values/parse-time-span.js";
import { faultAt, faultMissing, faultOf, isWhole, lastOf, latest, serviceValue } from "./fault.js";
import type { MergedValue } from "../unit-file/merge-units.js";
import type { CheckedUnit, Fault, Rule } from "./finding.js";
import { peersOf } from "./peers.js";

const SECOND = 1_000_000;
/** sysexits(3): the launcher ends with it for what no restart can heal. */
export const CONFIG: readonly string[] = ["78", "CONFIG"];
/** And with these for what a restart heals; SIGKILL is what the OOM killer sends. */
export const PASSING: readonly string[] =
  "66 NOINPUT 69 UNAVAILABLE 71 OSERR 72 OSFILE 73 CANTCREAT 75 TEMPFAIL SIGKILL KILL".split(" ");

export const restartRules: readonly Rule[] = [
  {
    code: "MF507",
    severity: "error",
    what: "An agent restarts, but not for a configuration error",
    why: "Without `Restart=`, or with one for rare ends alone, an agent that ends stays away; with it a bad roster entry would be tried for ever. The launcher ends with 66, 69, 71, 72, 73 or 75 for what passes, as when the holder restarts or a folder is away.",
    remedy: "Set `Restart=always` and `RestartPreventExitStatus=78`.",
    rosterMay: true,
    *check(unit) {
      if (!isWhole(unit, "agent")) return;
      const restart = serviceValue(unit, "Restart") || "no";
      if (restart === "no") {
        yield faultOf(unit, "Restart", `\`${unit.name}\` has no \`Restart=\``);
        return;
      }
      if (!["always", "on-failure"].includes(restart))
        yield faultOf(
          unit,
          "Restart",
          `\`${unit.name}\` has \`Restart=${restart}\`, so an agent that fails stays away`,
        );
      yield* neverAgain(unit);
      const prevented = unit
        .list("Service", "RestartPreventExitStatus")
        .flatMap((at) => at.value.split(/\s+/).map((word) => ({ at, word })));
      for (const { at, word } of prevented.filter((one) => PASSING.includes(one.word)))
        yield faultAt(at, `\`${unit.name}\` stays away after ${word}, which passes by itself`);
      if (!prevented.some(({ word }) => CONFIG.includes(word)))
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
    rosterMay: true,
    *check(unit) {
      if (!isWhole(unit, "holder") && !isWhole(unit, "agent")) return;
      if (["", "no"].includes(serviceValue(unit, "Restart"))) return;
      const delay = restartDelay(unit);
      if (delay < SECOND)
        yield faultOf(
          unit,
          ["Restart", "RestartSec"],
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
    rosterMay: true,
    *check(unit) {
      const own = unit.role === "agent" && unit.main !== undefined ? patience(unit) : Infinity;
      for (const holder of peersOf(unit, "holder").filter(({ main }) => main))
        if (own < patience(holder) && patience(holder) < Infinity) {
          const message = `\`${unit.name}\` gives up after ${seconds(own)} s of restarts, \`${holder.name}\` after ${seconds(patience(holder))} s`;
          const at = latest([patienceAt(unit), patienceAt(holder)]);
          yield at === undefined ? faultMissing(unit, "Unit", message) : faultAt(at, message);
        }
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
      const limits = ["TimeoutStopSec", "TimeoutSec"];
      const stop = lastOf(unit, limits);
      const span = stop === undefined ? 90 * SECOND : parseTimeSpan(stop.value);
      if (span !== undefined && (span > 60 * SECOND || span === 0))
        yield faultOf(
          unit,
          limits,
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

/** A start limit of one is used up by the first start. */
export function* neverAgain(unit: CheckedUnit): Generator<Fault> {
  const burst = lastOf(unit, "StartLimitBurst", "Unit");
  if (burst !== undefined && Number(burst.value) === 1 && startInterval(unit) > 0)
    yield faultAt(burst, `\`${unit.name}\` may start once, so it does not restart`);
}

function restartDelay(unit: CheckedUnit): number {
  return parseTimeSpan(serviceValue(unit, "RestartSec")) ?? SECOND / 10;
}

/** How long a unit goes on restarting at once before its start limit ends it, in microseconds; `Infinity` where nothing ends it. */
function patience(unit: CheckedUnit): number {
  const interval = startInterval(unit);
  const burst = Number(lastOf(unit, "StartLimitBurst", "Unit")?.value ?? 5);
  const spent = burst * restartDelay(unit);
  return interval === 0 || spent > interval ? Infinity : spent;
}

function startInterval(unit: CheckedUnit): number {
  const written = lastOf(unit, ["StartLimitIntervalSec", "StartLimitInterval"], "Unit");
  return parseTimeSpan(written?.value ?? "") ?? 10 * SECOND;
}

/** The last setting that says how long. */
function patienceAt(unit: CheckedUnit): MergedValue | undefined {
  const limits = ["StartLimitIntervalSec", "StartLimitInterval", "StartLimitBurst"];
  return latest([lastOf(unit, "RestartSec"), lastOf(unit, limits, "Unit")]);
}

function seconds(span: number): string {
  return String(Math.round(span / SECOND));
}
