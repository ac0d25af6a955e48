import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { UsageError } from "@mosaicstack/command-line";

/**
 * The `mosaic-fleet` command: the one installed beside this one, else the first on PATH. `undefined` when there is none.
 * Links are followed, so that the path is good inside a sandbox too.
 */
export function findCli(
  env: Readonly<Record<string, string | undefined>>,
  from: string = import.meta.dirname,
): string | undefined {
  const beside = foldersAbove(from).map((folder) => join(folder, "node_modules", ".bin"));
  const onPath = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const found = [...beside, ...onPath]
    .map((folder) => join(folder, "mosaic-fleet"))
    .find(isExecutable);
  return found === undefined ? undefined : realpathSync(found);
}

/** The one that was named, in a folder; links are followed for the same reason. Throws `UsageError`. */
export function namedCli(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  if (!existsSync(path))
    throw new UsageError(`\`${file}\` is not there`, "Name the `mosaic-fleet` command.");
  return realpathSync(path);
}

/** The folder that a sandbox has to keep so that the command finds its modules: the nearest above that holds some. */
export function moduleRoot(file: string): string {
  const folders = foldersAbove(dirname(realpathSync(file)));
  const root = folders.find((folder) => existsSync(join(folder, "node_modules", "@mosaicstack")));
  return root ?? dirname(realpathSync(file));
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
