import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { inFolder, kind, listNames, NotOurs } from "@mosaicstack/outside-files";
import type { LeftPlace, RemovedPlace } from "../documents/uninstall.js";
import type { FleetPaths } from "../files/paths.js";
import { whyNot } from "../files/try-folders.js";
import { finalName, owned, ownFolders, type Owned, type Place } from "./owned.js";

/** A place of ours where something stands. */
export interface Found extends RemovedPlace {
  readonly owned: Owned;
  /** Below `owned.root`: the folders that it is in, and its own name. */
  readonly names: readonly string[];
}

export interface OnDisk {
  /** In the order in which they go. */
  readonly found: readonly Found[];
  readonly left: readonly LeftPlace[];
}

/** More than any folder of these holds. */
const MOST_NAMES = 100_000;

/** What of ours is on disk, and what stands beside it and stays. Looks alone, and through no link below the folders' roots. */
export function findOwned(paths: FleetPaths, { purge }: { readonly purge: boolean }): OnDisk {
  const look = openLook();
  // Gone since its folder was listed, as by another `uninstall`.
  const gone: string[] = [];
  const places = owned(paths).flatMap((each) =>
    expand(look, each).flatMap((names) => {
      const path = join(each.root, ...names);
      const what = whatStands(look, each, names);
      if (what === undefined) gone.push(path);
      return what === undefined ? [] : [{ owned: each, names, what, path }];
    }),
  );
  const isOurs = ({ owned: { form }, what }: (typeof places)[number]): boolean =>
    form === "tree" || (form === "link" ? what === "link" : what !== "folder");
  const ours = places.filter(isOurs);
  const found = ours.filter(({ owned: { isKept } }) => purge || !isKept);
  const kept = ours.filter(({ owned: { isKept } }) => !purge && isKept);
  const yours = strangers(look, paths, new Set([...ours.map(({ path }) => path), ...gone]));
  return {
    found,
    left: [
      ...look.faults,
      ...yours.map((path): LeftPlace => ({ path, why: "yours", reason: "not of the fleet" })),
      ...kept.map(({ path }): LeftPlace => ({ path, why: "kept", reason: "`--purge` removes it" })),
    ],
  };
}

interface Look {
  readonly names: (root: string, below: readonly string[]) => readonly string[];
  /** Folders that cannot be looked into. */
  readonly faults: LeftPlace[];
}

/** Each folder is listed once. */
function openLook(): Look {
  const known = new Map<string, readonly string[]>();
  const faults: LeftPlace[] = [];
  const list = (root: string, below: readonly string[]): readonly string[] => {
    const path = join(root, ...below);
    try {
      return (
        inFolder(root, below, ({ at }) => listNames(at("."), MOST_NAMES, path).toSorted()) ?? []
      );
    } catch (error) {
      faults.push(leftFor(path, error));
      return [];
    }
  };
  return {
    faults,
    names: (root, below) => {
      const path = join(root, ...below);
      const names = known.get(path) ?? list(root, below);
      known.set(path, names);
      return names;
    },
  };
}

/** What could not be removed, or not be looked into. What stands in the place of a folder of ours, as a link that a person keeps, is theirs. */
export function leftFor(path: string, error: unknown): LeftPlace {
  if (error instanceof NotOurs && (error.what === "a link" || error.what === "no folder"))
    return { path: error.path, why: "yours", reason: "no folder, and a link is not followed" };
  if (error instanceof NotOurs) return { path, why: "failed", reason: error.message };
  // Of a folder with all in it, what it is about.
  const { path: named = path } = error as NodeJS.ErrnoException;
  const isInside = named.startsWith(`${path}/`);
  const { what, remedy } = whyNot(error, dirname(isInside ? named : path));
  return { path, why: "failed", reason: `${isInside ? `${named}: ` : ""}${what}. ${remedy}` };
}

/** Each place that fits, as names below its root. */
export function expand(look: Pick<Look, "names">, { root, names }: Place): string[][] {
  return names.reduce<string[][]>(
    (folders, fits, index) =>
      folders.flatMap((below) =>
        look
          .names(root, below)
          .filter((name) => isFit(index === names.length - 1 ? finalName(name) : name, fits))
          .map((name) => [...below, name]),
      ),
    [[]],
  );
}

function isFit(name: string, fits: string | RegExp): boolean {
  return typeof fits === "string" ? fits === name : fits.test(name);
}

function whatStands(
  look: Look,
  { root }: Owned,
  names: readonly string[],
): Found["what"] | undefined {
  const path = join(root, ...names);
  try {
    return inFolder(root, names.slice(0, -1), ({ at }) => {
      const stats = lstatSync(at(names.at(-1) ?? ""), { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      const what = kind(stats);
      return what === "a link" ? "link" : what === "a folder" ? "folder" : "file";
    });
  } catch (error) {
    look.faults.push(leftFor(path, error));
    return undefined;
  }
}

/** What is in folders of ours and is none of ours. */
function strangers(look: Look, paths: FleetPaths, ours: ReadonlySet<string>): string[] {
  const folders = ownFolders(paths).flatMap((folder) =>
    expand(look, folder).map((below) => ({ ...folder, below, path: join(folder.root, ...below) })),
  );
  const known = new Set([...ours, ...folders.map(({ path }) => path)]);
  return folders.flatMap(({ root, below, path, tells }) =>
    tells === undefined
      ? []
      : look
          .names(root, below)
          .filter((name) => tells.test(name))
          .map((name) => join(path, name))
          .filter((each) => !known.has(each)),
  );
}
