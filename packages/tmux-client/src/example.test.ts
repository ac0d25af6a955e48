import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openThrowAwayTmux } from "./testing.js";

const root = join(import.meta.dirname, "..");
const pages = {
  readme: readFileSync(join(root, "README.md"), "utf8"),
  reference: readFileSync(join(root, "..", "..", "docs", "reference", "tmux-client.md"), "utf8"),
};
const examples = Object.entries(pages).flatMap(([page, text]) =>
  [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, source = ""], index) => ({
    name: `${page}-${String(index + 1)}`,
    source,
  })),
);
const said: Readonly<Record<string, string>> = {
  "readme-1": "echo demo false",
  "reference-1": "running []",
  "reference-2": "added worker",
  "reference-3": "made a\nDuplicateSession rejected\nkilled",
  "reference-4": "code 7",
  "reference-5": "a b; #{pid}\nme\nfalse",
};

let folder: string;
beforeAll(() => {
  // Within the package, so that its own name leads to it.
  const cache = join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "examples-"));
  for (const { name, source } of examples) writeFileSync(join(folder, `${name}.ts`), source);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("no example is without a test", () => {
  expect(examples.map(({ name }) => name)).toEqual(Object.keys(said));
});

test.each(examples)("example $name runs, and says what it should", async ({ name }) => {
  const outfile = join(folder, `${name}.mjs`);
  buildSync({
    entryPoints: [join(folder, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@mosaicstack/source"],
  });
  await using fixture = await openThrowAwayTmux({ start: false });
  const run = spawnSync(process.execPath, [outfile], { env: fixture.env, encoding: "utf8" });
  expect(run.stderr).toBe("");
  expect(run.stdout.trim()).toBe(said[name]);
});

test("every example compiles under the strictest settings", () => {
  const config = {
    extends: join(root, "..", "..", "tsconfig.base.json"),
    compilerOptions: {
      noEmit: true,
      composite: false,
      isolatedDeclarations: false,
      declaration: false,
      declarationMap: false,
    },
    files: examples.map(({ name }) => `${name}.ts`),
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "..", "..", "node_modules", ".bin", "tsc");
  expect(execFileSync(tsc, ["-p", folder], { encoding: "utf8" })).toBe("");
});
