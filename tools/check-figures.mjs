// The pages of figures, their plots and README's figures are what `--render` makes of the figures that lie beside them.
// Usage: node tools/check-figures.mjs [ROOT]
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { longRunFiles } from "./bench/long-run/page.mjs";
import { performanceFiles, readmeText } from "./bench/write-page.mjs";
import { conclude, readJson, root } from "./workspace.mjs";

const docs = join(root, "docs/reference");
const readme = join(root, "README.md");
const figures = figuresOf("performance");
const made = {
  ...(await performanceFiles(figures)),
  ...(await longRunFiles(figuresOf("long-run"))),
};
const plots = ["performance", "long-run"].flatMap((name) => plotsIn(name));
const problems = [...new Set([...Object.keys(made), ...plots])]
  .filter((name) => textOf(name) !== made[name])
  .map((name) => [name, name.startsWith("long-run") ? "bench:long-run" : "bench"]);
if ((await readmeText(readme, figures)) !== readFileSync(readme, "utf8"))
  problems.push(["README.md", "bench"]);
conclude(
  problems.map(
    ([name, script]) =>
      `${name} is not made of its figures: \`npm run ${script} -- --render FILE\``,
  ),
  `${Object.keys(made).length} files and README.md agree with the figures`,
);

function figuresOf(name) {
  const file = join(docs, name, "figures.json");
  return existsSync(file) ? readJson(file) : undefined;
}

function plotsIn(name) {
  const found = existsSync(join(docs, name)) ? readdirSync(join(docs, name)) : [];
  return found.filter((each) => each.endsWith(".svg")).map((each) => `${name}/${each}`);
}

function textOf(name) {
  return existsSync(join(docs, name)) ? readFileSync(join(docs, name), "utf8") : undefined;
}
