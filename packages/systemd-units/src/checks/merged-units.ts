import { basename } from "node:path";
import { parseUnitName, templateOf, unitName } from "../names/unit-name.js";
import { dropInDirectories } from "../unit-file/drop-in-directories.js";
import { dropInOwner, isDropIn, mergeUnits, type MergedUnit } from "../unit-file/merge-units.js";
import type { UnitSet } from "./finding.js";

/** Every unit of the set, and every instance of a template that has drop-ins, an environment file or a link of its own. */
export function mergedUnits(set: UnitSet): MergedUnit[] {
  const mains = set.files.filter(({ path }) => !isDropIn(path));
  const dropIns = set.files.filter(({ path }) => isDropIn(path));
  const owners = dropIns
    .map(({ path }) => dropInOwner(path))
    .filter((owner) => parseUnitName(owner) !== undefined);
  const names = new Set([...mains.map(({ path }) => basename(path)), ...owners]);
  for (const instance of instances(set, names)) names.add(instance);
  return [...names].map((name) => {
    const main =
      mains.find(({ path }) => basename(path) === name) ??
      mains.find(({ path }) => basename(path) === templateOf(name));
    const directories = parseUnitName(name) === undefined ? [] : dropInDirectories(name);
    const own = dropIns.filter(({ path }) => directories.includes(`${dropInOwner(path)}.d`));
    return mergeUnits([...(main ? [main] : []), ...own], { name });
  });
}

/** Instances of templates of the set, known by a link or by a file that is theirs alone. */
function instances(set: UnitSet, names: ReadonlySet<string>): string[] {
  const linked = (set.links ?? []).map(({ name }) => name);
  const named = (set.named ?? []).flatMap(({ file, instance }) => {
    const owner = isDropIn(file) ? dropInOwner(file) : basename(file);
    return instance !== undefined && parseUnitName(owner)?.instance === ""
      ? [unitName(owner, instance)]
      : [];
  });
  return [...linked, ...named].filter((name) => names.has(templateOf(name) ?? ""));
}
