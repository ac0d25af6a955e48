import { pointer, type Path } from "../text/pointer.js";
import { isMap, type Tree } from "../text/tree.js";
import { meantKey } from "./unknown-key.js";

/** A map with more keys than this is not one that misspells one of them. */
const MOST_KEYS = 200;

/**
 * Whether a key that is missing is there after all: without a value, or under another name (`runtmie`, `cwd`).
 * That was reported, is the cause, and the only thing to say.
 */
export function isMisspelt(tree: Tree, path: Path, key: string): boolean {
  if (tree.spots.has(pointer([...path, key]))) return true;
  const keys = tree.keys(path).slice(0, MOST_KEYS);
  return keys.some((written) => meantKey(path, written) === key);
}

/** The same for a key that `defaults` may have brought: there, under a misspelt `defaults`, or at the top. */
export function isMisspeltForAll(tree: Tree, key: string): boolean {
  const defaults = tree.get(["defaults"]);
  if (defaults !== undefined) return !isMap(defaults) || isMisspelt(tree, ["defaults"], key);
  return isMisspelt(tree, [], "defaults") || tree.spots.has(pointer([key]));
}
