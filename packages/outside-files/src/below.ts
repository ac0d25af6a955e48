import { sep } from "node:path";
import { inFolder, type Folder } from "./folder.js";

/**
 * Uses the folder at an absolute path of which agents can write the last `depth` names; what is above those is reached as the
 * person has it. See `inFolder`, for what it gives and throws too.
 */
export function inFolderBelow<T>(
  path: string,
  depth: number,
  use: (folder: Folder) => T,
  {
    below = [],
    make = false,
  }: { readonly below?: readonly string[]; readonly make?: boolean } = {},
): T | undefined {
  const [trusted, names] = cut(path, depth);
  return inFolder(trusted, [...names, ...below], use, { make });
}

/** A path without its last names, and those: asked for again for each agent, whose paths are plain mostly. */
function cut(path: string, depth: number): readonly [trusted: string, names: readonly string[]] {
  let at = path.length;
  for (let left = depth; left > 0 && at > 0; left--) at = path.lastIndexOf(sep, at - 1);
  const names = path.slice(at + 1).split(sep);
  if (at > 0 && names.length === depth && !names.includes("") && path[at - 1] !== sep)
    return [path.slice(0, at), names];
  const all = path.split(sep).filter((name) => name !== "");
  return [sep + all.slice(0, -depth).join(sep), all.slice(-depth)];
}
