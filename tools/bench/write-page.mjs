import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { page } from "./page.mjs";
import { plots } from "./plots.mjs";
import { readmeWith } from "./readme.mjs";

/** Writes `performance.md` and the plots in `performance/`; plots that are no longer drawn go. */
export async function writePage(document, folder) {
  const own = join(folder, "performance");
  mkdirSync(own, { recursive: true });
  const drawn = plots(document);
  for (const name of readdirSync(own))
    if (name.endsWith(".svg") && drawn[name] === undefined) rmSync(join(own, name));
  for (const [name, svg] of Object.entries(drawn)) writeFileSync(join(own, name), svg);
  const file = join(folder, "performance.md");
  writeFileSync(file, await pageText(document, Object.keys(drawn)));
  console.log(`wrote ${file} and ${Object.keys(drawn).length} plots`);
}

/** Puts the figures that README.md shows into it. */
export async function writeReadme(document, file) {
  writeFileSync(file, await readmeText(file, document));
}

/** What README.md should be. */
export async function readmeText(file, document) {
  const options = await resolveConfig(import.meta.filename);
  return await format(readmeWith(readFileSync(file, "utf8"), document), {
    ...options,
    parser: "markdown",
  });
}

/** The page as prettier leaves it. */
async function pageText(document, files) {
  const charts = files
    .map((name) => name.replace(/\.svg$/, ""))
    .filter((name) => name !== "limits");
  const options = await resolveConfig(import.meta.filename);
  return await format(page(document, charts), { ...options, parser: "markdown" });
}
