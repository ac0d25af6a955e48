import { execFile } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openScratch, type Scratch } from "../test/scratch.js";

const packageFolder = join(import.meta.dirname, "..");

let scratch: Scratch;
beforeEach(async () => {
  scratch = await openScratch();
});
afterEach(async () => {
  await scratch.close();
});

test("the example of the README runs and prints what the README says", async () => {
  const readme = readFileSync(join(packageFolder, "README.md"), "utf8");
  const example = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? "";
  const program = join(scratch.root, "example.mjs");
  await build({
    stdin: { contents: example, resolveDir: import.meta.dirname, loader: "ts" },
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@mosaicstack/source"],
    banner: {
      js: `import { createRequire as r } from "node:module"; const require = r(import.meta.url);`,
    },
  });
  // Scripts and units of the packages are found by name.
  symlinkSync(join(packageFolder, "../../node_modules"), join(scratch.root, "node_modules"));
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: scratch.env });

  const said = /It prints (.*)\.\n/.exec(readme)?.[1] ?? "";
  const lines = [...said.matchAll(/`([^`]+)`/g)].map(([, line]) => line);
  expect(lines).toHaveLength(4);
  expect(stdout.trimEnd().split("\n")).toEqual(lines);
});
