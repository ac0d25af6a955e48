import { createRequire as createRequireOfChunk } from "node:module";
const require = createRequireOfChunk(import.meta.url);
import { UsageError } from "./chunk-MOOARJTO.js";
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
function findCli(env, from = dirname(fileURLToPath(import.meta.url))) {
  let beside = foldersAbove(from).map((folder) => join(folder, "node_modules", ".bin")),
    onPath = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== ""),
    found = [...beside, ...onPath].map((folder) => join(folder, "mosaic-fleet")).find(isExecutable);
  return found === void 0 ? void 0 : realpathSync(found);
}
function namedCli(file, cwd) {
  let path = resolve(cwd, file);
  if (!existsSync(path))
    throw new UsageError(`\`${file}\` is not there`, "Name the `mosaic-fleet` command.");
  return realpathSync(path);
}
function moduleRoot(file) {
  return (
    foldersAbove(dirname(realpathSync(file))).find((folder) =>
      existsSync(join(folder, "node_modules", "@mosaicstack")),
    ) ?? dirname(realpathSync(file))
  );
}
function foldersAbove(folder) {
  let above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}
function isExecutable(path) {
  try {
    return (accessSync(path, constants.X_OK), !0);
  } catch {
    return !1;
  }
}
export { findCli, namedCli, moduleRoot };
