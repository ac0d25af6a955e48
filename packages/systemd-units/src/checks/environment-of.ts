import { isVariableName } from "../carried-text.js";
import { groupBy } from "../group-by.js";
import { parseEnvironmentFile } from "../environment/parse-environment-file.js";
import type { MergedUnit } from "../unit-file/merge-units.js";
import { splitWords } from "../values/split-words.js";
import { expandSpecifiers } from "./expand-path.js";
import type { NamedPath } from "./named-path.js";
import type { UnitSet } from "./unit-set.js";
import { ofUnit } from "./named-paths.js";
import type { UnitVariable } from "./unit-variable.js";

/** What a unit's processes get: `Environment=`, then each `EnvironmentFile=` in its order, less `UnsetEnvironment=` (systemd.exec(5)). */
export function environmentOf(
  unit: MergedUnit,
  set: UnitSet,
  version?: number,
): Map<string, UnitVariable> {
  const specifiers = ofUnit(unit, set.specifiers ?? {});
  const variables = new Map<string, UnitVariable>();
  for (const { value, file, line } of unit.list("Service", "Environment"))
    for (const word of splitWords(value).words) {
      const { text, isComplete } = expandSpecifiers(word, specifiers);
      const equals = text.indexOf("=");
      const name = text.slice(0, Math.max(equals, 0));
      // systemd passes over what is no name.
      if (isVariableName(name))
        variables.set(name, {
          value: text.slice(equals + 1),
          file,
          line,
          fromFile: false,
          isComplete,
        });
    }
  for (const named of environmentFilesOf(unit, set)) {
    const { values, lines } = parseEnvironmentFile(
      named.content ?? new Uint8Array(),
      version === undefined ? {} : { version },
    );
    for (const [key, value] of values)
      variables.set(key, {
        value,
        file: named.path,
        line: lines.get(key) ?? 1,
        fromFile: true,
        isComplete: true,
      });
  }
  for (const { value } of unit.list("Service", "UnsetEnvironment"))
    for (const word of splitWords(value).words) {
      const [key = "", ...rest] = word.split("=");
      if (rest.length === 0 || variables.get(key)?.value === rest.join("=")) variables.delete(key);
    }
  return variables;
}

/** The environment files of this very unit, in the order in which they count. */
export function environmentFilesOf(unit: MergedUnit, set: UnitSet): NamedPath[] {
  return unit
    .list("Service", "EnvironmentFile")
    .flatMap(({ file, line }) =>
      namedBy(unit, set).filter(
        (named) => named.key === "EnvironmentFile" && named.file === file && named.line === line,
      ),
    );
}

/** What this unit names; of a path that has the unit's name or instance in it, its own. */
export function namedBy(unit: MergedUnit, set: UnitSet): NamedPath[] {
  const { ofFile, ofUnit: own } = indexOf(set.named ?? NONE);
  const files = new Set(unit.files.map(({ path }) => path));
  return [...[...files].flatMap((file) => ofFile.get(file) ?? []), ...(own.get(unit.name) ?? [])];
}

interface NamedIndex {
  /** What is the same for every unit that has the file. */
  readonly ofFile: ReadonlyMap<string, readonly NamedPath[]>;
  readonly ofUnit: ReadonlyMap<string, readonly NamedPath[]>;
}

const NONE: readonly NamedPath[] = [];
const INDEXES = new WeakMap<readonly NamedPath[], NamedIndex>();

/** Made once for a set, which may name ten thousand paths. */
function indexOf(named: readonly NamedPath[]): NamedIndex {
  const known = INDEXES.get(named);
  if (known !== undefined) return known;
  const found = {
    ofFile: groupBy(
      named.filter(({ unit }) => unit === undefined),
      ({ file }) => file,
    ),
    ofUnit: groupBy(
      named.filter(({ unit }) => unit !== undefined),
      ({ unit }) => unit ?? "",
    ),
  };
  INDEXES.set(named, found);
  return found;
}
