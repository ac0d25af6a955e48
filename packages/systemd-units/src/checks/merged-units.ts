import { basename } from "node:path";
import { parseUnitName, templateOf } from "../names/unit-name.js";
import { dropInDirectories } from "../unit-file/drop-in-directories.js";
import { dropInOwner, isDropIn, mergeUnits, type MergedUnit } from "../unit-file/merge-units.js";
import type { UnitSet } from "./finding.js";

/** Every unit of the set, and every instance of a template that has a drop-in or a link of its own, or is known to exist. */
export function mergedUnits(set: UnitSet): MergedUnit[] {
  const mains = set.files.filter(({ path }) => !isDropIn(path));
  const dropIns = set.files.filter(({ path }) => isDropIn(path));
  const owners = dropIns
    .map(({ path }) => dropInOwner(path))
    .filter((owner) => parseUnitName(owner) !== undefined);
  const names = new Set([...mains.map(({ path }) => basename(path)), ...owners]);
  const instances = [...(set.links ?? []).map(({ name }) => name), ...(set.instances ?? [])];
  for (const instance of instances.filter((name) => names.has(templateOf(name) ?? "")))
    names.add(instance);
  return [...names].map((name) => {
    const main =
      mains.find(({ path }) => basename(path) === name) ??
      mains.find(({ path }) => basename(path) === templateOf(name));
    const directories = parseUnitName(name) === undefined ? [] : dropInDirectories(name);
    const own = dropIns.filter(({ path }) => directories.includes(`${dropInOwner(path)}.d`));
    return mergeUnits([...(main ? [main] : []), ...own], { name });
  });
}
