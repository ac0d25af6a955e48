// The "references" of each project that `tsc --build` emits are its workspace dependencies, no more and no fewer: `tsc`
// builds in that order. A project that emits nothing (an app, bundled from source) has none.
// Usage: node tools/check-references.mjs [ROOT]
import { join, posix } from "node:path";
import { conclude, projects, readJson, root } from "./workspace.mjs";

const all = projects();
const dirOf = new Map(all.map(({ dir, manifest }) => [manifest.name, dir]));
const problems = all.flatMap(({ dir, manifest }) => {
  const path = join(dir, "tsconfig.json");
  const { references = [], compilerOptions = {} } = readJson(join(root, path));
  const wanted = Object.keys(compilerOptions.noEmit ? {} : (manifest.dependencies ?? {}))
    .filter((name) => dirOf.has(name))
    .map((name) => posix.relative(dir, dirOf.get(name)));
  const found = references.map((reference) => reference.path.replace(/\/(tsconfig\.json)?$/, ""));
  return [
    ...wanted
      .filter((target) => !found.includes(target))
      .map(
        (target) =>
          `${path}: missing: add { "path": "${target}" } to "references", as package.json depends on it`,
      ),
    ...found
      .filter((target) => !wanted.includes(target))
      .map(
        (target) =>
          `${path}: needless: take { "path": "${target}" } out of "references", or add it to "dependencies"`,
      ),
  ];
});
conclude(problems, `${all.length} projects: references equal dependencies`);
