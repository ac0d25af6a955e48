import { basename } from "node:path";
import { parseUnitName } from "../names/unit-name.js";
import type { MergedUnit, MergedValue } from "../unit-file/merge-units.js";
import { judgeValue } from "../values/judge-value.js";
import { isListKind, valueKind } from "../values/value-kinds.js";
import type { CheckedUnit, Fault } from "./finding.js";
import { NEWEST_KNOWN_VERSION } from "../newest-known-version.js";

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

/**
 * At the assignment that decides, which is the last one of these keys, an empty one too, for it may take away what was there; where there
 * is none, at the section.
 */
export function faultOf(
  unit: JudgedUnit,
  keys: string | readonly string[],
  message: string,
  section = "Service",
): Fault {
  const assignment = lastOf(unit, keys, section);
  return assignment === undefined
    ? faultMissing(unit, section, message)
    : faultAt(assignment, message);
}

/** A merged unit, and the systemd that reads it; default: the newest one known. */
type JudgedUnit = MergedUnit & Pick<CheckedUnit, "version">;

/** The last assignment of these keys that systemd takes, in whatever file it stands. */
export function lastOf(
  unit: JudgedUnit,
  keys: string | readonly string[],
  section = "Service",
): MergedValue | undefined {
  const found = [keys]
    .flat()
    .flatMap((key) => unit.all(section, key).findLast((one) => isTaken(one, unit.version)) ?? []);
  return found.length > 1 ? unit.assignments.findLast((one) => found.includes(one)) : found[0];
}

/**
 * Of places that are wrong together, the one to blame: the first that stands in a drop-in or in an environment file, for it came later than
 * the unit files; where none does, the first.
 */
export function latest<T extends { readonly file: string }>(
  places: readonly (T | undefined)[],
): T | undefined {
  const there = places.filter((place) => place !== undefined);
  return there.find(({ file }) => parseUnitName(basename(file)) === undefined) ?? there[0];
}

/** The value of a `[Service]` setting that wins; empty where there is none. */
export function serviceValue(unit: JudgedUnit, key: string): string {
  return lastOf(unit, key)?.value ?? "";
}

/** systemd passes over a value that it cannot read, and one before it stays; of a list it passes over a word. */
function isTaken({ key, value }: MergedValue, version = NEWEST_KNOWN_VERSION): boolean {
  const kind = valueKind(key);
  if (kind === undefined || isListKind(kind)) return true;
  return judgeValue(key, value, version) === undefined;
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

const COMMAND_LINES = new WeakMap<MergedUnit, readonly MergedValue[]>();

/** Every command line of a service that counts. Made once for a unit, as many rules ask. */
export function commandLines(unit: MergedUnit): readonly MergedValue[] {
  const known = COMMAND_LINES.get(unit);
  if (known !== undefined) return known;
  const found = EXEC_KEYS.flatMap((key) => unit.list("Service", key));
  COMMAND_LINES.set(unit, found);
  return found;
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
