import { basename, dirname, join } from "node:path";
import { parseUnitName, templateOf } from "../names/unit-name.js";
import { dropInOwner, isDropIn, type UnitText } from "../unit-file/merge-units.js";
import { parseUnit } from "../unit-file/parse-unit.js";
import { parseExecLine } from "../values/parse-exec-line.js";
import { expandPath, type SpecifierContext } from "./expand-path.js";
import type { NamedPath, UnitLink } from "./finding.js";
import { listed, lookAt, readSmall } from "./path-kind.js";

/** Environment files beyond this are refused by a rule, and need not be read. */
export const LARGEST_ENVIRONMENT_FILE: number = 64 * 1024;

interface Named {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** What the settings of some unit files name, each for every instance that the set knows of. */
export function namedPaths(
  { files, links }: { readonly files: readonly UnitText[]; readonly links: readonly UnitLink[] },
  context: SpecifierContext,
): NamedPath[] {
  const instances = [
    ...files.map(({ path }) => (isDropIn(path) ? dropInOwner(path) : basename(path))),
    ...links.map(({ name }) => name),
  ];
  return files.flatMap(({ path: file, text }) => {
    const owner = isDropIn(file) ? dropInOwner(file) : basename(file);
    const known = instances.filter((name) => name === owner || templateOf(name) === owner);
    return named(text).flatMap(({ key, value, line }) =>
      expandAll(value, owner, known, context).map(({ path, instance }): NamedPath => {
        const facts = lookAt(path);
        const read = key === "EnvironmentFile" && facts.kind === "file";
        const content = read ? readSmall(path, LARGEST_ENVIRONMENT_FILE) : undefined;
        return {
          file,
          line,
          key,
          path,
          ...facts,
          ...(instance === undefined ? {} : { instance }),
          ...(content === undefined ? {} : { content }),
        };
      }),
    );
  });
}

function named(text: string): Named[] {
  return parseUnit(text)
    .assignments.filter(({ section }) => section === "Service")
    .flatMap(({ key, value, line }): Named[] => {
      if (key === "EnvironmentFile") return [{ key, value: value.replace(/^-/, ""), line }];
      if (!key.startsWith("Exec") || key === "ExecSearchPath") return [];
      return parseExecLine(value).commands.map(({ path }) => ({ key, value: path, line }));
    });
}

/** The paths of a setting: one, or one for each instance that has a unit, a drop-in, a link, or a file of that name. */
function expandAll(
  value: string,
  owner: string,
  known: readonly string[],
  context: SpecifierContext,
): { path: string; instance?: string }[] {
  const own = parseUnitName(owner)?.instance;
  if (own !== "" || !/%[iInN]/.test(value)) {
    const path = expandPath(value, { ...context, unit: owner, ...(own ? { instance: own } : {}) });
    return path === undefined ? [] : [{ path, ...(own ? { instance: own } : {}) }];
  }
  const instances = new Set(known.flatMap((name) => parseUnitName(name)?.instance || []));
  const path = expandPath(value, { ...context, unit: owner });
  if (path !== undefined) for (const instance of instancesOnDisk(path)) instances.add(instance);
  return [...instances].toSorted().flatMap((instance) => {
    const expanded = expandPath(value, {
      ...context,
      instance,
      unit: owner.replace("@.", `@${instance}.`),
    });
    return expanded === undefined ? [] : [{ path: expanded, instance }];
  });
}

/** Where `%i` stands in the last part of a path: what stands there in the names of the files beside it. */
function instancesOnDisk(path: string): string[] {
  const folder = dirname(path);
  const [before = "", after, more] = basename(path).split("%i");
  if (after === undefined || more !== undefined || folder.includes("%i")) return [];
  return listed(folder)
    .filter(
      (name) =>
        name.startsWith(before) &&
        name.endsWith(after) &&
        name.length > before.length + after.length &&
        lookAt(join(folder, name)).kind !== "missing",
    )
    .map((name) => name.slice(before.length, name.length - after.length))
    .filter((instance) => parseUnitName(`x@${instance}.service`)?.instance === instance);
}
