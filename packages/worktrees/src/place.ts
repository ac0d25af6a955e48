import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Worktree } from "./parse-worktree-list.js";

/** Reasons of our own locks: what is in them is ours to finish. */
export const MAKING = "being made by @mosaicstack/worktrees";
export const LEAVING = "being removed by @mosaicstack/worktrees";

/**
 * What is at a path. `missing`: nothing stands there, though git may know of one; `half-made`, `leaving`: we were killed at it; `occupied`:
 * something that is no working tree of this repository.
 */
export type Place =
  | { readonly state: "missing" | "leaving"; readonly worktree: Worktree | undefined }
  | { readonly state: "there" | "half-made"; readonly worktree: Worktree }
  | { readonly state: "occupied"; readonly worktree: Worktree | undefined };

/** Judges a path by the list of its repository. */
export function lookAtPlace(list: readonly Worktree[], path: string): Place {
  const real = realOf(path);
  const worktree = list.find((each) => each.path === real);
  if (worktree?.locked === MAKING) return { state: "half-made", worktree };
  if (worktree?.locked === LEAVING || isThere(asideOf(path)) || isThere(goneOf(path)))
    return { state: "leaving", worktree };
  if (!isThere(path)) return { state: "missing", worktree };
  if (worktree === undefined || worktree.prunable !== undefined)
    return { state: "occupied", worktree };
  return { state: "there", worktree };
}

/** Where it stands while it is looked at for the last time. */
export function asideOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.aside`);
}

/** Where it stands from when on nothing of it is needed. */
export function goneOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.gone`);
}

export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** As git writes it: links resolved, also where the end of it does not exist. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realOf(parent), basename(path));
  }
}
