import { accessSync, constants, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";

/** The absolute path of a program on a PATH, or undefined; a name with a slash is taken as it is. */
export function findProgram(
  name: string,
  path: string,
  isExecutable: (file: string) => boolean = isExecutableFile,
): string | undefined {
  if (name.includes("/")) return isAbsolute(name) && isExecutable(name) ? name : undefined;
  for (const folder of path.split(":")) {
    const file = join(folder, name);
    if (isAbsolute(folder) && isExecutable(file)) return file;
  }
  return undefined;
}

/** Whether a path is a plain file that this user may run. */
export function isExecutableFile(file: string): boolean {
  try {
    // Most are not there: an error for each would be felt.
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
