// Bundles a program of an app that is no command: one file in its dist/, started by the app with Node, wherever that may be.
import { build } from "esbuild";

/**
 * @param {string} dir the app's folder
 * @param {string} source below it
 */
export async function bundleProgram(dir, source) {
  await build({
    absWorkingDir: dir,
    entryPoints: [source],
    outdir: "dist",
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["@mosaicstack/source"],
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    logLevel: "warning",
  });
}
