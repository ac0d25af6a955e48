// Bundles a program of an app that is no command: one file in its dist/, started by the app, wherever that may be.
import { build } from "esbuild";
import { unfoldBarrels } from "./unfold-barrels.mjs";

/**
 * @param {string} dir the app's folder
 * @param {string} source below it
 * @param {"esm" | "cjs"} [format] a `.js` file, or a `.cjs` file
 */
export async function bundleProgram(dir, source, format = "esm") {
  await build({
    absWorkingDir: dir,
    entryPoints: [source],
    outdir: "dist",
    ...(format === "cjs" ? { outExtension: { ".js": ".cjs" } } : {}),
    bundle: true,
    format,
    platform: "node",
    target: "node20",
    conditions: ["@mosaicstack/source"],
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    plugins: [unfoldBarrels()],
    logLevel: "warning",
  });
}
