import { basename, dirname } from "node:path";
import { dropInDirectories } from "./drop-in-directories.js";
import { effectiveList } from "./effective-list.js";
import { parseFile, type MergedValue, type ParsedFile, type UnitText } from "./parsed-file.js";
import type { UnitFile } from "./unit-file.js";

export type { MergedValue, UnitText } from "./parsed-file.js";

/** A unit as systemd would see it: the main file, then its drop-ins. */
export interface MergedUnit {
  /** Empty when only drop-ins of no known unit were given. */
  readonly name: string;
  /** The unit file itself; `undefined` when only drop-ins were given. */
  readonly main: string | undefined;
  /** In the order in which they are applied. */
  readonly files: readonly (UnitText & { readonly unit: UnitFile })[];
  /** Drop-ins that do not count: another of the same name hides them, they belong to another unit, or are hidden files. */
  readonly ignored: readonly { readonly path: string; readonly reason: string }[];
  /** Every assignment, in the order of application. */
  readonly assignments: readonly MergedValue[];
  /** Every assignment of a setting, resets included, in the order of application. */
  all(section: string, key: string): readonly MergedValue[];
  /** The value that wins, with where it stands; `undefined` when it is set nowhere. */
  get(section: string, key: string): MergedValue | undefined;
  /** The values of a list setting that count, one per assignment, resets applied. */
  list(section: string, key: string): MergedValue[];
}

/**
 * Merges a unit file with its drop-ins as systemd does: a drop-in hides those of its own name in less specific directories,
 * the rest is applied in the order of the file names, whatever directory they are in. One without a text, as a link to `/dev/null`, hides
 * others too. What is the drop-in of an alias, which only links on disk could tell, is not known here.
 * Give folders of the unit search path in their order, the winner first. `name` says which instance of a template is meant;
 * without it, it is that of the instance directory given, if any. An empty list gives a unit without files.
 */
export function mergeUnits(
  files: readonly UnitText[],
  options: { readonly name?: string } = {},
): MergedUnit {
  return mergeParsed(files, options, parseFile);
}

/** The same, with files that are read by `parse`: what many instances share need not be read for each of them. */
export function mergeParsed(
  files: readonly UnitText[],
  options: { readonly name?: string },
  parse: (file: UnitText) => ParsedFile,
): MergedUnit {
  const main = files.find(({ path }) => !isDropIn(path));
  const dropIns = files.filter(({ path }) => isDropIn(path));
  const name = options.name ?? mostSpecific(main?.path, dropIns);
  const { kept, ignored } = rank(name, dropIns);
  const applied = [...(main ? [main] : []), ...kept].map(parse);
  const [first, ...rest] = applied;
  const all = (section: string, key: string): readonly MergedValue[] => {
    const found = first?.all(section, key) ?? [];
    return rest.length === 0
      ? found
      : [...found, ...rest.flatMap((file) => file.all(section, key))];
  };
  return {
    name,
    main: main?.path,
    files: applied,
    ignored,
    assignments: applied.flatMap(({ assignments }) => assignments),
    all,
    get: (section, key) => all(section, key).at(-1),
    list: (section, key) => effectiveList(key, all(section, key)),
  };
}

/** A drop-in is a `.conf` in a directory that ends in `.d`. */
export function isDropIn(path: string): boolean {
  return path.endsWith(".conf") && basename(dirname(path)).endsWith(".d");
}

/** The unit or template that a drop-in's directory names. */
export function dropInOwner(path: string): string {
  return basename(dirname(path)).slice(0, -".d".length);
}

function mostSpecific(main: string | undefined, dropIns: readonly UnitText[]): string {
  const own = main === undefined ? undefined : basename(main);
  const instance = dropIns
    .map(({ path }) => dropInOwner(path))
    .find((owner) => own !== undefined && isInstanceOf(owner, own));
  return instance ?? own ?? (dropIns[0] === undefined ? "" : dropInOwner(dropIns[0].path));
}

function isInstanceOf(name: string, template: string): boolean {
  const [prefix, suffix] = template.split("@.");
  return (
    suffix !== undefined &&
    name !== template &&
    name.startsWith(`${prefix ?? ""}@`) &&
    name.endsWith(`.${suffix}`)
  );
}

function rank(
  name: string,
  dropIns: readonly UnitText[],
): { kept: UnitText[]; ignored: { path: string; reason: string }[] } {
  if (dropIns.length === 0) return { kept: [], ignored: [] };
  const directories = name.includes(".") ? dropInDirectories(name) : [`${name}.d`];
  const folders = [...new Set(dropIns.map(({ path }) => dirname(dirname(path))))];
  const typeWide = directories.length - 1;
  const order = ({ path }: UnitText): [number, number, number] => {
    const directory = directories.indexOf(basename(dirname(path)));
    // The directory of the whole type (`service.d`) comes after all others of every folder.
    return [directory === typeWide ? 1 : 0, folders.indexOf(dirname(dirname(path))), directory];
  };
  const whyNot = ({ path }: UnitText): string | undefined => {
    if (!directories.includes(basename(dirname(path))))
      return `it belongs to \`${dropInOwner(path)}\`, not to \`${name}\``;
    return basename(path).startsWith(".") ? "its name starts with a dot" : undefined;
  };
  const ignored = dropIns.flatMap((file) => {
    const reason = whyNot(file);
    return reason === undefined ? [] : [{ path: file.path, reason }];
  });
  const candidates = dropIns
    .filter((file) => whyNot(file) === undefined)
    .toSorted((a, b) => compare(order(a), order(b)));
  const kept = new Map<string, UnitText>();
  for (const file of candidates) {
    const winner = kept.get(basename(file.path));
    if (winner === undefined) kept.set(basename(file.path), file);
    else
      ignored.push({
        path: file.path,
        reason: `\`${winner.path}\` has the same name and hides it`,
      });
  }
  return {
    kept: [...kept.values()].toSorted((a, b) => compareNames(basename(a.path), basename(b.path))),
    ignored,
  };
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) if (value !== b[index]) return value - (b[index] ?? 0);
  return 0;
}

/** By bytes, as strcmp(3). */
function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
