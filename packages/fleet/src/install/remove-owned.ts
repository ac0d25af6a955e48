import { rmdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { inFolder, listNames, removeTree } from "@mosaicstack/outside-files";
import type { LeftPlace, RemovedPlace } from "../documents/uninstall.js";
import type { FleetPaths } from "../files/paths.js";
import { expand, leftFor, type Found } from "./find-owned.js";
import { ownFolders } from "./owned.js";

/** What became of it; undefined where it is gone already, as by another `uninstall`. */
export function removeFound({
  owned,
  names,
  path,
  what,
}: Found): RemovedPlace | LeftPlace | undefined {
  try {
    const name = names.at(-1) ?? "";
    const isRemoved = inFolder(owned.root, names.slice(0, -1), (folder) =>
      owned.form === "tree" ? removeTree(folder, name) : isGone(() => unlinkSync(folder.at(name))),
    );
    return isRemoved ? { path, what } : undefined;
  } catch (error) {
    return leftFor(path, error);
  }
}

/** Removes the folders of ours that are empty; in which order they went. */
export function removeEmptyFolders(paths: FleetPaths): string[] {
  const names = (root: string, below: readonly string[]): readonly string[] => {
    try {
      return inFolder(root, below, ({ at }) => listNames(at("."), 100_000)) ?? [];
    } catch {
      return [];
    }
  };
  return ownFolders(paths).flatMap((folder) =>
    expand({ names }, folder).flatMap((below) => {
      const path = join(folder.root, ...below);
      return isEmptied(folder.root, below) ? [path] : [];
    }),
  );
}

/** A folder with something in it stays, and so does one that may not be removed: empty, it does no harm. */
function isEmptied(root: string, below: readonly string[]): boolean {
  try {
    const name = below.at(-1);
    if (name === undefined) return isGone(() => rmdirSync(root));
    return (
      inFolder(root, below.slice(0, -1), ({ at }) => isGone(() => rmdirSync(at(name)))) === true
    );
  } catch {
    return false;
  }
}

function isGone(remove: () => void): boolean {
  try {
    remove();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
