// An esbuild plugin: what a source file imports of one of our packages by name comes from the very file that has it, not through
// the package's index. esbuild splits by files, and an index leads to all of its package: every part would load the whole.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const STATEMENT = /^(import|export) \{([^}]*)\} from "(@mosaicstack\/[\w-]+)";$/gm;

/**
 * `later`: sources that load `core` before anything of their own.
 *
 * @param {{ later?: ReadonlySet<string>, core?: string }} [order]
 * @returns {import("esbuild").Plugin}
 */
export function unfoldBarrels({ later = new Set(), core = "" } = {}) {
  const indexes = new Map();
  return {
    name: "unfold-barrels",
    setup(build) {
      build.onLoad({ filter: /\/(packages|apps)\/[^/]+\/src\/.*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, "utf8");
        const direct = (whole, verb, names, specifier) => {
          const index = indexOf(specifier, path, indexes);
          const statements = words(names).map((name) => {
            const from = index.get(name.split(" as ")[0]);
            if (from === undefined) throw new Error(`${path}: ${specifier} has no \`${name}\``);
            return `${verb} { ${name} } from ${JSON.stringify(pathTo(from, path))};`;
          });
          // In a line, so that each line keeps its number.
          return statements.join(" ") + "\n".repeat(whole.split("\n").length - 1);
        };
        const first = later.has(path) ? `import ${JSON.stringify(core)}; ` : "";
        return { contents: first + text.replaceAll(STATEMENT, direct), loader: "ts" };
      });
    },
  };
}

/** Of the values that a package exports, the file that has each. */
function indexOf(specifier, importer, known) {
  const found = known.get(specifier);
  if (found !== undefined) return found;
  const manifest = createRequire(importer).resolve(`${specifier}/package.json`);
  const source = join(dirname(manifest), "src");
  const index = new Map();
  const text = readFileSync(join(source, "index.ts"), "utf8");
  for (const [, names, from] of text.matchAll(/^export \{([^}]*)\} from "(\.[^"]+)\.js";$/gm))
    for (const name of words(names)) index.set(name, join(source, `${from}.ts`));
  known.set(specifier, index);
  return index;
}

/** Names without types, which are gone at run time. */
function words(names) {
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
}

function pathTo(file, importer) {
  const path = relative(dirname(importer), file);
  return path.startsWith(".") ? path : `./${path}`;
}
