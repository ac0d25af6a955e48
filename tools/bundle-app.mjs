// Bundles an app's src/main.ts with the sources of our own packages into its dist/. Split at each `import()`, so that a
// subcommand loads only what it uses. Nothing is external: what an app needs of a package at run time besides code (a
// script, a unit file) it finds by the package's name.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { unfoldBarrels } from "./unfold-barrels.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * `core`: a source of the app, loaded by itself, without which nothing else that is loaded later makes sense. It becomes one chunk.
 * `before`: what needs the core: our packages' sources alone, or the app's own too. `beside`: files in dist/ that others write.
 *
 * @param {string} dir the app's folder
 * @param {{ core?: string, before?: "packages" | "all", beside?: string[] }} [options]
 */
export async function bundleApp(dir, { core, before = "packages", beside = [] } = {}) {
  const options = optionsFor(dir);
  const later = core === undefined ? new Set() : await loadedLater(options, before);
  const plugins = [unfoldBarrels({ later, core: resolve(dir, core ?? "") })];
  const { metafile } = await build({ ...options, plugins });
  // Only now, so that a program running from the old chunks meets the new ones, never none.
  for (const file of readdirSync(join(dir, "dist"))) {
    if (!(`dist/${file}` in metafile.outputs) && !beside.includes(file))
      rmSync(join(dir, "dist", file), { recursive: true });
  }
}

function optionsFor(dir) {
  return {
    absWorkingDir: dir,
    entryPoints: ["src/main.ts"],
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["@mosaicstack/source"],
    chunkNames: "chunk-[hash]",
    // Shorter to read, and traces still name functions and lines.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    // What is CommonJS inside (commander) calls `require` for Node's own modules, which an ES module does not have.
    banner: {
      js: 'import { createRequire as createRequireOfChunk } from "node:module"; const require = createRequireOfChunk(import.meta.url);',
    },
    define: { ROSTER_READER: JSON.stringify(rosterReader()) },
    metafile: true,
    logLevel: "warning",
  };
}

/**
 * Absolute paths of the sources behind an `import()`, of the app's own files only with `all`. esbuild makes a chunk of each set of
 * them that shares something; where all of them need the core, what the core needs is one chunk.
 */
async function loadedLater(options, before) {
  const { metafile } = await build({ ...options, plugins: [unfoldBarrels()], write: false });
  const entries = Object.values(metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const roots = before === "all" ? ["../../packages/", "src/"] : ["../../packages/"];
  const ours = entries.filter(
    (path) =>
      roots.some((start) => path.startsWith(start)) &&
      /(?:^|\/)src\//.test(path) &&
      !options.entryPoints.includes(path),
  );
  return new Set(ours.map((path) => resolve(options.absWorkingDir, path)));
}

/** A digest of what turns a roster's text into a fleet: what it gave is kept, and must not be taken for what other code would give. */
function rosterReader() {
  const ours = ["roster/src", "fleet/src/files/fleet-json.ts"];
  const theirs = ["yaml", "zod"].map((name) => `node_modules/${name}/package.json`);
  const hash = createHash("sha256");
  for (const path of [...ours.map((each) => `packages/${each}`), ...theirs]) {
    for (const file of filesIn(join(root, path))) hash.update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true }).map(String);
  const sources = names.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  return sources.toSorted().map((name) => join(path, name));
}
