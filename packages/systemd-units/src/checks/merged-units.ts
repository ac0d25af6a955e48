import { basename, dirname } from "node:path";
import { groupBy } from "../group-by.js";
import { parseUnitName, templateOf, unitName } from "../names/unit-name.js";
import { dropInDirectories } from "../unit-file/drop-in-directories.js";
import {
  dropInOwner,
  isDropIn,
  mergeParsed,
  type MergedUnit,
  type UnitText,
} from "../unit-file/merge-units.js";
import { parseFile, type ParsedFile } from "../unit-file/parsed-file.js";
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
  // The first file of a name wins.
  const mainOf = new Map(mains.toReversed().map((file) => [basename(file.path), file]));
  const inDirectory = groupBy(dropIns, ({ path }) => basename(dirname(path)));
  const places = new Map(dropIns.map((file, place) => [file, place]));
  return [...names].map((name) => {
    const main = mainOf.get(name) ?? mainOf.get(templateOf(name) ?? "");
    const isPlain = dropIns.length === 0 || parseUnitName(name) === undefined;
    const directories = isPlain ? [] : dropInDirectories(name);
    // In the order of the set, which is that of the folders.
    const own = directories
      .flatMap((directory) => inDirectory.get(directory) ?? [])
      .toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    return mergeParsed([...(main ? [main] : []), ...own], { name }, parsedOnce);
  });
}

const PARSED = new WeakMap<UnitText, ParsedFile>();

/** Reads each file of a set once, however many instances have it and however often the set is merged; nobody edits what is only judged. */
function parsedOnce(file: UnitText): ParsedFile {
  const parsed = PARSED.get(file) ?? parseFile(file);
  PARSED.set(file, parsed);
  return parsed;
}

/** The instances of templates to which a drop-in of a shorter prefix belongs: with `a-@x.service.d` there is an `a-b@x.service`. */
function ofShorterPrefixes(names: ReadonlySet<string>): string[] {
  const templates = [...names].filter((name) => parseUnitName(name)?.instance === "");
  return [...names].flatMap((owner) => {
    const parts = parseUnitName(owner);
    const instance = parts?.instance;
    // The prefix of a shorter name ends in a dash.
    if (!instance || !parts.prefix.endsWith("-")) return [];
    return templates
      .map((template) => unitName(template, instance))
      .filter((name) => dropInDirectories(name).includes(`${owner}.d`));
  });
}
