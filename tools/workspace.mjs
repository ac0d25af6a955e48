// What the checks share: the projects of this workspace and their files.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder that the checks are about: this repository, or the one named on the command line (tests plant mistakes there). */
export const root = resolve(process.argv[2] ?? join(import.meta.dirname, ".."));

export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Every package and app: `dir` as `packages/roster`, its parsed `manifest`, and whether it is an app. */
export function projects() {
  const folders = readJson(join(root, "package.json")).workspaces.map((pattern) =>
    pattern.replace("/*", ""),
  );
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .sort()
      .map((entry) => `${folder}/${entry}`)
      .filter((dir) => existsSync(join(root, dir, "package.json")))
      .map((dir) => ({
        dir,
        manifest: readJson(join(root, dir, "package.json")),
        app: folder === "apps",
      })),
  );
}

/** The files below `dir`, as paths from the root, without what is built, installed or hidden. No folder, no files. */
export function filesBelow(dir) {
  if (!existsSync(join(root, dir))) return [];
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (["node_modules", "dist", "coverage"].includes(entry.name) || entry.name.startsWith("."))
      return [];
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

/** Prints what a check found and sets the exit code: 1 with a problem, else one line of what was looked at. */
export function conclude(problems, summary) {
  console.log(problems.length > 0 ? problems.join("\n") : summary);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
