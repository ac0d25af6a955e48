import { statSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { Client } from "../transport/client.js";
import { invalidArgument } from "../values/error.js";
import { checkText, formatLiteral } from "../values/quote.js";

/** A folder for `-c`. tmux would start elsewhere in silence. Behind a prefix it may be in another namespace. */
export function folderWord(client: Client, folder: string): string {
  checkText(folder, "the folder");
  if (!isAbsolute(folder))
    throw invalidArgument(`folder \`${folder}\` is not absolute: give it from \`/\` on`);
  if (client.options.prefix.length === 0 && !isFolder(folder))
    throw invalidArgument(`there is no folder \`${folder}\`: make it first`);
  return formatLiteral(folder);
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Not there, not to be reached, or longer than a path can be.
    return false;
  }
}
