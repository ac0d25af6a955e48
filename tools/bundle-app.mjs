// Bundles an app's src/main.ts with the sources of our own packages into its dist/. Split at each `import()`, so that a
// subcommand loads only what it uses. Nothing is external: what an app needs of a package at run time besides code (a
// script, a unit file) it finds by the package's name.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** @param {string} dir the app's folder */
export async function bundleApp(dir) {
  const { metafile } = await build({
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
    // What is CommonJS inside (commander) calls `require` for Node's own modules, which an ES module does not have.
    banner: {
      js: 'import { createRequire as createRequireOfChunk } from "node:module"; const require = createRequireOfChunk(import.meta.url);',
    },
    metafile: true,
    logLevel: "warning",
  });
  // Only now, so that a program running from the old chunks meets the new ones, never none.
  for (const file of readdirSync(join(dir, "dist"))) {
    if (!(`dist/${file}` in metafile.outputs)) rmSync(join(dir, "dist", file), { recursive: true });
  }
}
