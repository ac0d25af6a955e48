// Bundles an app's src/answer-help.ts into dist/answer-help.cjs, with what its src/commands.ts says of commands as data. What commands
// do is left out.
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { build } from "esbuild";
import { unfoldBarrels } from "./unfold-barrels.mjs";

/** @param {string} dir the app's folder */
export async function bundleHelp(dir) {
  const commands = JSON.stringify(await commandsOf(dir));
  await build({
    ...options(dir),
    entryPoints: ["src/answer-help.ts"],
    outfile: "dist/answer-help.cjs",
    format: "cjs",
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 200,
    define: { COMMANDS: commands },
    plugins: [unfoldBarrels()],
  });
}

/** What can be written as JSON of each command: all but its work. */
async function commandsOf(dir) {
  // What a command loads when it runs is not needed, and not to be found from here.
  const later = { name: "later", setup: (own) => own.onResolve({ filter: /^/ }, external) };
  const external = ({ kind, path }) =>
    kind === "dynamic-import" ? { path, external: true } : undefined;
  const { outputFiles } = await build({
    ...options(dir),
    entryPoints: ["src/commands.ts"],
    outdir: join(dir, "dist"),
    format: "cjs",
    write: false,
    plugins: [later, unfoldBarrels()],
  });
  const [{ text }] = outputFiles;
  const module = { exports: {} };
  const run = compileFunction(text, ["module", "exports", "require"]);
  run(module, module.exports, createRequire(import.meta.url));
  return module.exports.commands;
}

const options = (dir) => ({
  absWorkingDir: dir,
  bundle: true,
  platform: "node",
  target: "node20",
  conditions: ["@mosaicstack/source"],
  logLevel: "warning",
});
