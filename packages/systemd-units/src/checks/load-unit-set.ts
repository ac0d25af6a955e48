import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { decodeBytes } from "../carried-text.js";
import { parseUnitName, templateOf } from "../names/unit-name.js";
import { isDropIn, type UnitText } from "../unit-file/merge-units.js";
import type { SpecifierContext } from "./expand-path.js";
import type { PathKind } from "./path-kind.js";
import type { UnitLink, UnitSet, Unreadable } from "./unit-set.js";
import { mergedUnits } from "./merged-units.js";
import { namedPaths } from "./named-paths.js";
import { isLink, isLoop, isNull, list, lookAt, readSmall } from "./path-kind.js";
import { variablePaths } from "./variable-paths.js";

/** systemd refuses longer lines; a longer file is no unit of anyone. */
const LARGEST = 4 * 1024 * 1024;
/** The folders of the links that `systemctl enable` makes. */
const ENABLED = /\.(?:wants|requires|upholds)$/;

export interface LoadOptions extends Pick<SpecifierContext, "home" | "env"> {
  /** Units that exist without a file of their own: instances of the templates that are read. */
  readonly instances?: readonly string[];
  /** The systemd that will read the environment files, as in `checkUnits`. */
  readonly version?: number;
}

/**
 * Reads unit files and drop-ins, from folders (one level and their `.d` directories) or single files, and the links of
 * `systemctl enable` beside them; then looks at what these units name, and at nothing else: an instance that is not known here is not
 * looked for. Only regular files are opened; a path that is none stands in `unreadable`, and so does one that is not there.
 */
export function loadUnitSet(paths: readonly string[], options: LoadOptions = {}): UnitSet {
  const { instances = [], home = homedir(), env = process.env, version } = options;
  const files: UnitText[] = [];
  const found = paths.map((path) => findUnits(path));
  const unreadable = found.flatMap(({ unlisted }) => unlisted).map(unlistedFolder);
  for (const path of found.flatMap(({ units }) => units)) {
    const { kind } = lookAt(path);
    const bytes = kind === "file" ? readSmall(path, LARGEST) : undefined;
    if (bytes !== undefined) files.push({ path, text: decodeBytes(bytes) });
    // A link to /dev/null masks the unit, just as an empty file does; a drop-in is nothing then.
    else if (kind === "device" && isNull(path)) files.push({ path, text: "" });
    else {
      unreadable.push({ path, kind, ...whyUnread(path, kind) });
      // Broken as it is, it hides drop-ins of its name in later directories.
      if (isDropIn(path)) files.push({ path, text: "" });
    }
  }
  const links = found.flatMap((one) => one.links).map(readLink);
  const set = { files, unreadable, links, instances, specifiers: { home, env } };
  const units = mergedUnits(set);
  const named = namedPaths(units, set.specifiers);
  return { ...set, named: [...named, ...variablePaths(units, { ...set, named }, version)] };
}

interface Found {
  readonly units: readonly string[];
  readonly links: readonly string[];
  /** Folders whose names cannot be read. */
  readonly unlisted: readonly string[];
}

const NOTHING: Found = { units: [], links: [], unlisted: [] };

/** What a path stands for: a link of `systemctl enable`, a unit file, or all that a folder holds. */
function findUnits(path: string): Found {
  if (ENABLED.test(basename(dirname(path))) && isLink(path)) return { ...NOTHING, links: [path] };
  if (lookAt(path).kind !== "directory") return { ...NOTHING, units: [path] };
  const names = list(path);
  if (names === undefined) return { ...NOTHING, unlisted: [path] };
  const all = names.map((name) => inFolder(join(path, name)));
  return {
    units: all.flatMap(({ units }) => units),
    links: all.flatMap(({ links }) => links),
    unlisted: all.flatMap(({ unlisted }) => unlisted),
  };
}

function inFolder(path: string): Found {
  const folder = basename(dirname(path));
  if (ENABLED.test(folder)) return isLink(path) ? { ...NOTHING, links: [path] } : NOTHING;
  if (isDropIn(path)) return { ...NOTHING, units: [path] };
  if (folder.endsWith(".d")) return NOTHING;
  if (path.endsWith(".d") || ENABLED.test(path))
    return lookAt(path).kind === "directory" ? findUnits(path) : NOTHING;
  return parseUnitName(basename(path)) === undefined ? NOTHING : { ...NOTHING, units: [path] };
}

/** systemd goes by the name of such a link, and by what it leads to only for a template or an alias. */
function readLink(path: string): UnitLink {
  const name = basename(path);
  const units = dirname(dirname(path));
  const named = [name, templateOf(name) ?? name].map((unit) => join(units, unit));
  const leadsSomewhere = [path, ...named].some((one) => lookAt(one).kind !== "missing");
  return { path, name, leadsSomewhere };
}

function unlistedFolder(path: string): Unreadable {
  const remedy = `Run \`chmod u+rx\` on it; systemd passes over the folder, with all that is in it.`;
  return { path, kind: "directory", reason: "it is a folder that cannot be listed", remedy };
}

function whyUnread(path: string, kind: PathKind): Pick<Unreadable, "reason" | "remedy"> {
  if (kind === "missing")
    return { reason: isLink(path) ? "it is a link that leads nowhere" : "it is not there" };
  if (kind === "unreadable" && isLoop(path))
    return { reason: "it is a link that leads back to itself" };
  if (kind === "unreadable")
    return {
      reason: "it may not be looked at",
      remedy: "Run `chmod u+x` on the folders above it.",
    };
  if (kind === "fifo" || kind === "device")
    return {
      reason: `it is a ${kind === "fifo" ? "FIFO" : "device"}`,
      remedy:
        "Remove it before the next reload, at which the user manager may wait for it, with every unit.",
    };
  if (kind !== "file")
    return { reason: `it is a ${kind}`, remedy: "Move it away; systemd passes over it." };
  if ((lookAt(path).size ?? 0) > LARGEST) return { reason: "it is larger than 4 MiB" };
  return { reason: "it cannot be read", remedy: "Run `chmod u+r` on it." };
}
