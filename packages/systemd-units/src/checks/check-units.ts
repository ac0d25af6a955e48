import { basename } from "node:path";
import { isDropIn } from "../unit-file/merge-units.js";
import { environmentOf } from "./environment-of.js";
import type { CheckContext, CheckedUnit, Finding } from "./finding.js";
import type { UnitSet } from "./unit-set.js";
import { mergedUnits } from "./merged-units.js";
import { HOLDER_NAME, roleOf } from "./role-of.js";
import { rules } from "./rules.js";

/**
 * Runs every rule over the merged units of a set; findings in the order of files, lines and codes. Pure: nothing is read.
 * Rules with `onlyInstalled` run only with `installed` in the context.
 */
export function checkUnits(set: UnitSet, context: CheckContext = {}): Finding[] {
  const findings = new Map<string, Finding>();
  const asked = rules.filter(({ onlyInstalled }) => !onlyInstalled || context.installed === true);
  for (const unit of checkedUnits(set, context.version))
    for (const { code, severity, remedy, rosterMay, check } of asked)
      for (const fault of check(unit, context)) {
        const finding = {
          code,
          severity: rosterMay && isOfRoster(fault.file) ? "info" : (fault.severity ?? severity),
          file: fault.file,
          line: fault.line,
          message: fault.message,
          remedy,
        };
        // A template and its instances share a file: what is wrong with it is said once, whichever is named.
        const same = [code, fault.file, fault.line, fault.message.replaceAll(unit.name, "")].join(
          "\0",
        );
        if (!findings.has(same)) findings.set(same, finding);
      }
  return [...findings.values(), ...unreadable(set)].toSorted(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || compareText(a.code, b.code),
  );
}

/** The drop-in that `mosaic-fleet` writes (ADR 0007). */
function isOfRoster(file: string): boolean {
  return isDropIn(file) && basename(file) === "50-roster.conf";
}

function checkedUnits(set: UnitSet, version: number | undefined): CheckedUnit[] {
  const merged = mergedUnits(set);
  const holders = merged
    .filter((unit) => unit.main !== undefined && roleOf(unit) === "holder")
    .map(({ name }) => name);
  const peers: CheckedUnit[] = [];
  for (const unit of merged)
    peers.push({
      ...unit,
      role: roleOf(unit),
      holders: holders.length > 0 ? holders : [HOLDER_NAME],
      ...(version === undefined ? {} : { version }),
      set,
      peers,
      environment: environmentOf(unit, set, version),
    });
  return peers;
}

function unreadable(set: UnitSet): Finding[] {
  const rule = rules.find(({ code }) => code === "MF104");
  return (set.unreadable ?? []).map(({ path, reason, remedy }) => ({
    code: "MF104",
    severity: rule?.severity ?? "error",
    file: path,
    line: 1,
    message: `\`${path}\` cannot be read as a unit: ${reason}`,
    remedy: remedy ?? rule?.remedy ?? "",
  }));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
