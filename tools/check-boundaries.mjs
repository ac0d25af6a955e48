// Who may import whom. Projects and tags come from `nx graph --file`; the edges are each package.json's "dependencies" and
// every import found by scanning the sources. nx's own edges would not do: they do not tell a test's import from a shipped
// one, and nx cannot analyse sources beside TypeScript 7 (it looks for the compiler's old JavaScript API and dies).
// Usage: node tools/check-boundaries.mjs [ROOT]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { conclude, filesBelow, projects, readJson, root } from "./workspace.mjs";

const LAYERS = [
  "layer:table",
  "layer:primitive",
  "layer:channel",
  "layer:session",
  "layer:fleet",
  "layer:surface",
  "layer:app",
];
const IMPURE =
  /^(node:)?(fs|child_process|os|process|net|http|https|dgram|worker_threads|module)(\/|$)|^execa$/;
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])([^"'\n]+)\1/g;

/** What nx knows of each project: name → tags. */
function nxTags() {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-fleet-graph-"));
  try {
    const nx = fileURLToPath(import.meta.resolve("nx/bin/nx.js"));
    // Else nx leaves sockets and a copy of itself in the shared temporary folder.
    const tidy = {
      NX_ISOLATE_PLUGINS: "false",
      NX_NATIVE_FILE_CACHE_DIRECTORY: join(root, ".nx/native"),
    };
    const file = join(folder, "graph.json");
    const stdio = ["ignore", "pipe", "pipe"];
    const env = { ...process.env, ...tidy };
    execFileSync(process.execPath, [nx, "graph", "--file", file], { cwd: root, env, stdio });
    const { nodes } = readJson(file).graph;
    return new Map(Object.values(nodes).map(({ name, data }) => [name, data.tags]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every import of a file with its line. Lines that are comments do not count. */
function importsOf(path) {
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  const code = lines.map((line) => (/^\s*(\/\/|\/?\*)/.test(line) ? "" : line)).join("\n");
  return [...code.matchAll(IMPORT)].map((match) => ({
    specifier: match[2],
    line: code.slice(0, match.index + match[0].length).split("\n").length,
  }));
}

/** Why what `project` ships may not depend on the project named `target`, if so. */
function refusal(project, target) {
  const theirs = byName.get(target);
  const words = `${project.name} (${LAYERS[project.layer]}) depends on ${target} (${LAYERS[theirs.layer]})`;
  if (theirs.tags.includes("test-only") && !project.app)
    return `test-only: ${words}, which only tests may use`;
  if (theirs.layer >= project.layer)
    return `layer: ${words}; a project depends only on layers below its own`;
  return undefined;
}

/** What is wrong with one import in a source file of `project`, if anything. */
function judge(project, path, specifier) {
  const { name, dir, tags, declared, forTests } = project;
  const test = path.endsWith(".test.ts");
  if (specifier.startsWith(".")) {
    const leaves = relative(dir, join(dirname(path), specifier)).startsWith("..");
    return leaves
      ? `outside: \`${specifier}\` leaves ${dir}; import the package by its name`
      : undefined;
  }
  if (tags.includes("pure") && !test && IMPURE.test(specifier)) {
    return `pure: ${name} is pure and imports \`${specifier}\`; give it what it needs as a parameter`;
  }
  const target = packageOf(specifier);
  if (!byName.has(target) || target === name) return undefined;
  const fixture = specifier === `${target}/testing`;
  if (test) {
    const free = fixture || byName.get(target).tags.includes("test-only");
    if (free || declared.includes(target) || forTests.includes(target)) return undefined;
    return `undeclared: ${name} tests with \`${specifier}\`, which ${dir}/package.json does not name`;
  }
  if (fixture && !/\/src\/testing(\/|\.ts$)/.test(path)) {
    return `testing: \`${specifier}\` is for tests and for \`./testing\` entries`;
  }
  const undeclared = `undeclared: \`${specifier}\` is not in "dependencies" of ${dir}/package.json`;
  return refusal(project, target) ?? (declared.includes(target) ? undefined : undeclared);
}

const packageOf = (specifier) => specifier.split("/").slice(0, 2).join("/");
const isSource = (path) => /\.(ts|mts|js|mjs)$/.test(path);

const tagsOf = nxTags();
const all = projects().map(({ dir, manifest, app }) => {
  const tags = tagsOf.get(manifest.name) ?? [];
  const layer = LAYERS.findIndex((tag) => tags.includes(tag));
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const forTests = Object.keys(manifest.devDependencies ?? {});
  return { name: manifest.name, dir, app, tags, layer, declared, forTests };
});
const byName = new Map(all.map((project) => [project.name, project]));
const problems = [];
let files = 0;
let imports = 0;

for (const project of all) {
  const manifest = join(project.dir, "package.json");
  if (project.layer < 0)
    problems.push(`${manifest}: layer: ${project.name} needs one nx tag of ${LAYERS.join(", ")}`);
  for (const target of project.declared.filter((name) => byName.has(name))) {
    const reason = refusal(project, target);
    if (reason) problems.push(`${manifest}: ${reason}`);
  }
  for (const path of filesBelow(join(project.dir, "src"))
    .concat(filesBelow(join(project.dir, "bin")))
    .filter(isSource)) {
    files += 1;
    for (const { specifier, line } of importsOf(path)) {
      imports += 1;
      const reason = judge(project, path, specifier);
      if (reason) problems.push(`${path}:${line}: ${reason}`);
    }
  }
}

conclude(
  problems,
  `${all.length} projects, ${files} files, ${imports} imports: all within their boundaries`,
);
