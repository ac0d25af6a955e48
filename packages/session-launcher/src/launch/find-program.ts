import { accessSync, constants, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";

/** The absolute path of a program on a PATH, or undefined; a name with a slash is taken as it is. */
export function findProgram(
  name: string,
  path: string,
  isExecutable: (file: string) => boolean = isExecutableFile,
): string | undefined {
  if (name.includes("/")) return isAbsolute(name) && isExecutable(name) ? name : undefined;
  const folders = path.split(":").filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).find((file) => isExecutable(file));
}

/** Whether a path is a plain file that this user may run. */
export function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
