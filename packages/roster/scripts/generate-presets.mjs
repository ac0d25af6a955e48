// Writes src/values/presets.generated.ts from presets/*.yaml: the package reads no files at run time.
// `--check` writes nothing and exits 1 when the file is not what it would write.
import { readFileSync, writeFileSync } from "node:fs";

/** In the order in which lists show them: the smallest first. */
const ORDER = ["canary", "solo", "pair", "squad", "factory", "polyglot"];

const folder = new URL("../presets/", import.meta.url);
const target = new URL("../src/values/presets.generated.ts", import.meta.url);

function generate() {
  const entries = ORDER.map((name) => {
    const text = readFileSync(new URL(`${name}.yaml`, folder), "utf8");
    const [, summary, suits] = /^# (.+)\n# Suits: (.+)\n/.exec(text) ?? [];
    if (!summary)
      throw new Error(`presets/${name}.yaml does not begin with "# SUMMARY" and "# Suits: WHOM"`);
    const fields = { name, summary, suits };
    const lines = Object.entries(fields).map(([key, value]) =>
      property(key, JSON.stringify(value)),
    );
    return `  {\n${lines.join("")}    text: ${template(text)},\n  },\n`;
  });
  const head = "// Generated from presets/*.yaml by scripts/generate-presets.mjs.\n";
  const type = 'import type { Preset } from "./preset.js";\n\n';
  const doc = "/** The rosters that ship with the package, the smallest first. */\n";
  return `${head}${type}${doc}export const presets: readonly Preset[] = [\n${entries.join("")}];\n`;
}

/** As prettier sets it: a value that does not fit stands on its own line. */
function property(key, value) {
  const line = `    ${key}: ${value},`;
  return line.length <= 100 ? `${line}\n` : `    ${key}:\n      ${value},\n`;
}

function template(text) {
  return `\`${text.replaceAll(/[`\\]|\$\{/g, "\\$&")}\``;
}

const generated = generate();
if (process.argv.includes("--check")) {
  const same = readFileSync(target, "utf8") === generated;
  if (!same)
    console.error(
      "src/values/presets.generated.ts is stale; run `node scripts/generate-presets.mjs`",
    );
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(target, generated);
}
