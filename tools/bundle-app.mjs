// Bundles an app's src/main.ts with the sources of our own packages into its dist/. Split at each `import()`, so that a
// subcommand loads only what it uses. Nothing is external: what an app needs of a package at run time besides code (a
// script, a unit file) it finds by the package's name.
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { packChunks } from "./bundle-chunks.mjs";
import { unfoldBarrels } from "./unfold-barrels.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * `core`: a source of the app, loaded by itself, without which nothing else that is loaded later makes sense. It becomes one chunk.
 * `also`: more of the kind, below the project; with `src/main.ts` and the core they become one file, `dist/main.cjs`, which
 * `dist/main.js` runs. `before`: what needs the core: our packages' sources alone, or the app's own too. `beside`: files in dist/ that others write.
 *
 * @param {string} dir the app's folder
 * @param {{ core?: string, before?: "packages" | "all", beside?: string[] }} [options]
 */
export async function bundleApp(dir, { core, before = "packages", also = [], beside = [] } = {}) {
  const options = optionsFor(dir);
  const later = core === undefined ? new Set() : await loadedLater(options, before);
  const plugins = [unfoldBarrels({ later, core: resolve(dir, core ?? "") })];
  const { metafile, outputFiles } = await build({ ...options, plugins, write: false });
  const chunks = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const first = [...options.entryPoints, ...(core === undefined ? [] : [core])];
  const files = await packChunks(chunks, {
    pack: MAIN,
    together: loadedTogether(metafile, [...first, ...also.map((path) => join(root, path))], dir),
  });
  files.set("main.js", STARTER);
  mkdirSync(join(dir, "dist"), { recursive: true });
  for (const [name, text] of files) writeFileSync(join(dir, "dist", name), text);
  // Only now, so that a program running from the old chunks meets the new ones, never none.
  for (const file of readdirSync(join(dir, "dist"))) {
    if (!files.has(file) && !beside.includes(file))
      rmSync(join(dir, "dist", file), { recursive: true });
  }
}

const MAIN = "main.cjs";
/** Runs the program each time that it is evaluated. */
const STARTER = `import { createRequire } from "node:module";
await createRequire(import.meta.url)("./${MAIN}").load().main(process);
`;

/** Names of the chunks of these files and of all that those import at once, in the order of the files. */
function loadedTogether({ outputs }, files, dir) {
  const found = new Set();
  const add = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of outputs[path].imports)
      if (kind === "import-statement" && next in outputs) add(next);
  };
  // Where a test builds, its sources are behind a link.
  const real = (path) => realpathSync(resolve(dir, path));
  for (const file of files) {
    const isOf = ({ entryPoint }) => entryPoint !== undefined && real(entryPoint) === real(file);
    const entry = Object.keys(outputs).find((path) => isOf(outputs[path]));
    if (entry === undefined) throw new Error(`${file} is no chunk of its own`);
    add(entry);
  }
  return [...found].map((path) => basename(path));
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
    outExtension: { ".js": ".cjs" },
    // Shorter to read, and traces still name functions and lines.
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
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
  const own = ["files/fleet-json.ts", "agent/started-settings.ts", "agent/effects.ts"];
  const ours = ["roster/src", ...own.map((path) => `fleet/src/${path}`)];
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
