// The performance page, its plots and README's figures are what `npm run bench -- --render` makes of the figures that lie beside them.
// Usage: node tools/check-figures.mjs [ROOT]
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readmeText, writePage } from "./bench/write-page.mjs";
import { conclude, readJson, root } from "./workspace.mjs";

const docs = join(root, "docs/reference");
const again = "`npm run bench -- --render docs/reference/performance/figures.json`";
const folder = mkdtempSync(join(tmpdir(), "mosaic-fleet-figures-"));
try {
  const document = readJson(join(docs, "performance/figures.json"));
  await writePage(document, join(folder, "docs/reference"));
  const made = join(folder, "docs/reference");
  const plots = (path) => readdirSync(path).filter((name) => name.endsWith(".svg"));
  const names = new Set([
    "performance.md",
    ...[docs, made]
      .flatMap((path) => plots(join(path, "performance")))
      .map((name) => `performance/${name}`),
  ]);
  const problems = [...names].filter((name) => textOf(docs, name) !== textOf(made, name));
  const readme = join(root, "README.md");
  if ((await readmeText(readme, document)) !== readFileSync(readme, "utf8"))
    problems.push("README.md");
  conclude(
    problems.map((name) => `${name} is not made of these figures: ${again}`),
    `${names.size} files and README.md agree with the figures`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function textOf(path, name) {
  return existsSync(join(path, name)) ? readFileSync(join(path, name), "utf8") : undefined;
}
