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
  const names = path.split(sep).filter((name) => name !== "");
  const trusted = sep + names.slice(0, -depth).join(sep);
  return inFolder(trusted, [...names.slice(-depth), ...below], use, { make });
}
