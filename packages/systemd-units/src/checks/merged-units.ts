import { basename } from "node:path";
import { parseUnitName, templateOf, unitName } from "../names/unit-name.js";
import { dropInDirectories } from "../unit-file/drop-in-directories.js";
import { dropInOwner, isDropIn, mergeUnits, type MergedUnit } from "../unit-file/merge-units.js";
import type { UnitSet } from "./unit-set.js";

/** Every unit of the set, and every instance of a template that has a drop-in or a link of its own, or is known to exist. */
export function mergedUnits(set: UnitSet): MergedUnit[] {
  const mains = set.files.filter(({ path }) => !isDropIn(path));
  const dropIns = set.files.filter(({ path }) => isDropIn(path));
  const owners = dropIns
    .map(({ path }) => dropInOwner(path))
    .filter((owner) => parseUnitName(owner) !== undefined);
  const names = new Set([...mains.map(({ path }) => basename(path)), ...owners]);
  const linked = (set.links ?? []).map(({ name }) => name);
  const instances = [...linked, ...(set.instances ?? []), ...ofShorterPrefixes(names)];
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

/** The instances of templates to which a drop-in of a shorter prefix belongs: with `a-@x.service.d` there is an `a-b@x.service`. */
function ofShorterPrefixes(names: ReadonlySet<string>): string[] {
  const templates = [...names].filter((name) => parseUnitName(name)?.instance === "");
  return [...names].flatMap((owner) => {
    const instance = parseUnitName(owner)?.instance;
    if (!instance) return [];
    return templates
      .map((template) => unitName(template, instance))
      .filter((name) => dropInDirectories(name).includes(`${owner}.d`));
  });
}
