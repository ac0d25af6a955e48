import { build } from "esbuild";

/** Bundles a program of this folder from source, to be run by Node. Beside a `node_modules`, so that the packages' assets are found by name. */
export async function bundle(program: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [`${import.meta.dirname}/${program}`],
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    outfile,
    conditions: ["@mosaicstack/source"],
    banner: {
      js: `import { createRequire as r } from "node:module"; const require = r(import.meta.url);`,
    },
  });
}
