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
  const made = await performanceFiles(document);
  const files = Object.fromEntries(
    Object.entries(made).map(([name, text]) => [join(folder, name), text]),
  );
  if (readme !== undefined) files[readme] = await readmeText(readme, document);
  const own = join(folder, "performance");
  mkdirSync(own, { recursive: true });
  putFiles({ ...more, ...files });
  for (const name of readdirSync(own))
    if (name.endsWith(".svg") && made[`performance/${name}`] === undefined) rmSync(join(own, name));
  console.log(`wrote ${join(folder, "performance.md")} and ${Object.keys(made).length - 1} plots`);
}

/** The page and its plots: name → text. */
export async function performanceFiles(document) {
  const drawn = plots(document);
  const charts = Object.keys(drawn)
    .map((name) => name.replace(/\.svg$/, ""))
    .filter((name) => name !== "limits");
  return {
    "performance.md": await formatted(page(document, charts)),
    ...Object.fromEntries(Object.entries(drawn).map(([name, svg]) => [`performance/${name}`, svg])),
  };
}

/** What README.md should be. */
export async function readmeText(file, document) {
  return await formatted(readmeWith(readFileSync(file, "utf8"), document));
}

/** As prettier leaves it. */
export async function formatted(text, parser = "markdown") {
  const options = await resolveConfig(import.meta.filename);
  return await format(text, { ...options, parser });
}
