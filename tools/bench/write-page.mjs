import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { page } from "./page.mjs";
import { plots } from "./plots.mjs";
import { putFiles } from "./put-files.mjs";
import { readmeWith } from "./readme.mjs";

/**
 * Writes `performance.md` and the plots in `performance/`, and with them the figures into `readme`, where one is named, and `more` (path →
 * text): all or nothing. Plots that are no longer drawn go.
 */
export async function writePage(document, folder, { readme, more = {} } = {}) {
  const own = join(folder, "performance");
  const drawn = plots(document);
  const file = join(folder, "performance.md");
  const files = { ...more, [file]: await pageText(document, Object.keys(drawn)) };
  for (const [name, svg] of Object.entries(drawn)) files[join(own, name)] = svg;
  if (readme !== undefined) files[readme] = await readmeText(readme, document);
  mkdirSync(own, { recursive: true });
  putFiles(files);
  for (const name of readdirSync(own))
    if (name.endsWith(".svg") && drawn[name] === undefined) rmSync(join(own, name));
  console.log(`wrote ${file} and ${Object.keys(drawn).length} plots`);
}

/** What README.md should be. */
export async function readmeText(file, document) {
  return await formatted(readmeWith(readFileSync(file, "utf8"), document));
}

async function pageText(document, files) {
  const charts = files
    .map((name) => name.replace(/\.svg$/, ""))
    .filter((name) => name !== "limits");
  return await formatted(page(document, charts));
}

/** Markdown as prettier leaves it. */
export async function formatted(text) {
  const options = await resolveConfig(import.meta.filename);
  return await format(text, { ...options, parser: "markdown" });
}
