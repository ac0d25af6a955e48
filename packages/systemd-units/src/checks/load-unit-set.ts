import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { decodeBytes } from "../carried-text.js";
import { parseUnitName } from "../names/unit-name.js";
import { isDropIn, type UnitText } from "../unit-file/merge-units.js";
import type { SpecifierContext } from "./expand-path.js";
import type { UnitLink, UnitSet } from "./finding.js";
import { namedPaths } from "./named-paths.js";
import { variablePaths } from "./variable-paths.js";
import { isLink, listed, lookAt, readSmall, type PathFacts } from "./path-kind.js";

/** systemd refuses longer lines; a longer file is no unit of anyone. */
const LARGEST = 4 * 1024 * 1024;

/**
 * Reads unit files and drop-ins, from folders (one level and their `.d` directories) or single files, looks at what they name, and at
 * the links of `systemctl enable` beside them. Only regular files are opened; a path that is none stands in `unreadable`, and so does
 * one that is not there.
 */
export function loadUnitSet(paths: readonly string[], options: SpecifierContext = {}): UnitSet {
  const files: UnitText[] = [];
  const unreadable: { path: string; reason: string }[] = [];
  for (const path of paths.flatMap((one) => unitPaths(one))) {
    const { kind } = lookAt(path);
    const bytes = kind === "file" ? readSmall(path, LARGEST) : undefined;
    if (bytes !== undefined) files.push({ path, text: decodeBytes(bytes) });
    // A link to /dev/null masks the unit, just as an empty file does.
    else if (kind === "device") files.push({ path, text: "" });
    else unreadable.push({ path, reason: reasonOf(kind) });
  }
  const links = paths
    .filter((path) => lookAt(path).kind === "directory")
    .flatMap((folder) => enabledLinks(folder));
  const context = { home: homedir(), env: process.env, ...options };
  const named = namedPaths({ files, links }, context);
  const byVariables = variablePaths({ files, links, named }, context);
  return { files, unreadable, links, named: [...named, ...byVariables] };
}

function unitPaths(path: string): string[] {
  if (lookAt(path).kind !== "directory") return [path];
  return listed(path).flatMap((name) => {
    const inner = join(path, name);
    if (isDropIn(inner)) return [inner];
    if (name.endsWith(".d") && lookAt(inner).kind === "directory")
      return listed(inner)
        .map((file) => join(inner, file))
        .filter(isDropIn);
    return parseUnitName(name) === undefined ? [] : [inner];
  });
}

/** The links of a folder of units; systemd goes by their names, and by what they lead to only for a template or an alias. */
function enabledLinks(folder: string): UnitLink[] {
  const holders = /\.(?:wants|requires|upholds)$/.test(basename(folder))
    ? [folder]
    : listed(folder)
        .filter((name) => /\.(?:wants|requires|upholds)$/.test(name))
        .map((name) => join(folder, name));
  return holders.flatMap((holder) =>
    listed(holder)
      .filter((name) => isLink(join(holder, name)))
      .map((name) => ({
        path: join(holder, name),
        name,
        leadsSomewhere:
          lookAt(join(holder, name)).kind !== "missing" || isUnit(dirname(holder), name),
      })),
  );
}

/** systemd finds the unit by the link's name, wherever the link leads. */
function isUnit(folder: string, name: string): boolean {
  return lookAt(join(folder, name)).kind !== "missing";
}

function reasonOf(kind: PathFacts["kind"]): string {
  if (kind === "missing") return "it is not there";
  if (kind === "unreadable") return "it may not be looked at";
  if (kind === "file") return "it cannot be read, or is too large";
  return `it is a ${kind === "fifo" ? "FIFO" : kind}`;
}
