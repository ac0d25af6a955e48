import type { MergedUnit, MergedValue } from "../unit-file/merge-units.js";
import type { CheckedUnit, Fault } from "./finding.js";

/** A fault of an assignment that is there. */
export function faultAt(
  at: { readonly file: string; readonly line: number },
  message: string,
): Fault {
  return { file: at.file, line: at.line, message };
}

/** A fault of a setting that is missing: at the header of its section in the unit file, or at its first line. */
export function faultMissing(unit: MergedUnit, section: string, message: string): Fault {
  const main = unit.files[0];
  const header = main?.unit.sections.find(({ name }) => name === section);
  return { file: main?.path ?? unit.name, line: header?.line ?? 1, message };
}

/** At the assignment that decides, or, where there is none, at the section. */
export function faultOf(
  unit: MergedUnit,
  key: string,
  message: string,
  section = "Service",
): Fault {
  const assignment = unit.get(section, key);
  return assignment === undefined
    ? faultMissing(unit, section, message)
    : faultAt(assignment, message);
}

/** The value of a `[Service]` setting that wins; empty where there is none. */
export function serviceValue(unit: MergedUnit, key: string): string {
  return unit.get("Service", key)?.value ?? "";
}

/** Drop-ins alone cannot be blamed for what the unit file may say. */
export function isWhole(unit: CheckedUnit, role: CheckedUnit["role"]): boolean {
  return unit.role === role && unit.main !== undefined;
}

const EXEC_KEYS: readonly string[] = [
  "ExecCondition",
  "ExecStartPre",
  "ExecStart",
  "ExecStartPost",
  "ExecReload",
  "ExecStop",
  "ExecStopPost",
];

/** Every command line of a service that counts. */
export function commandLines(unit: MergedUnit): MergedValue[] {
  return EXEC_KEYS.flatMap((key) => unit.list("Service", key));
}

/** The words of a dependency setting, each with its assignment. */
export function dependencies(
  unit: MergedUnit,
  key: string,
  section = "Unit",
): { readonly name: string; readonly at: MergedValue }[] {
  return unit
    .list(section, key)
    .flatMap((at) => at.value.split(/\s+/).map((name) => ({ name, at })));
}
