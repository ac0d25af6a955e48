// What would be published, proved as a user gets it: every package and app is packed, judged by publint and attw,
// installed from its tarball into empty folders (all together; each primitive alone), imported, and its commands run.
// Needs a build. Fetches dependencies of others from the registry. Usage: node tools/pack-check.mjs [ROOT]
import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { conclude, projects, readJson, root } from "./workspace.mjs";

const run = promisify(execFile);
const npmQuiet = ["--loglevel=error", "--no-audit", "--no-fund", "--no-update-notifier"];
// The tool's own npm settings (a workspace, a prefix) are not those of the folders that stand in for a user's.
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|NODE_OPTIONS$)/.test(name)),
);

/** Runs a program; a failure becomes an error with what it printed. */
async function output(file, args, cwd) {
  try {
    return (await run(file, args, { cwd, env: environment, maxBuffer: 1 << 26 })).stdout;
  } catch (error) {
    const command = [basename(file), ...args].join(" ");
    const said = `${error.stdout ?? ""}${error.stderr ?? error}`.trim();
    throw new Error(`\`${command}\`\n${said}`, { cause: error });
  }
}

/** Packs everything at once: the projects with their tarball and the files in it. */
async function pack(folder) {
  const args = ["pack", "--workspaces", "--json", "--pack-destination", folder, ...npmQuiet];
  const packed = JSON.parse(await output("npm", args, root));
  return published.map((project) => {
    const { filename, files } = packed.find(({ name }) => name === project.manifest.name);
    return {
      ...project,
      tarball: join(folder, basename(filename)),
      files: files.map(({ path }) => path),
    };
  });
}

/** What a tarball holds that it should not, or lacks. */
function judgeFiles({ app, files }) {
  const stray = files
    .filter((path) => /\.test\.|\.tsbuildinfo$|\.spec\./.test(path))
    .map((path) => `packs ${path}`);
  const sourceless = files
    .filter(
      (path) =>
        !app &&
        /^dist\/.*\.js$/.test(path) &&
        !files.includes(path.replace(/^dist(.*)js$/, "src$1ts")),
    )
    .map((path) => `packs ${path}, whose source is gone: remove dist/ and build again`);
  return [...stray, ...sourceless, ...(files.includes("README.md") ? [] : ["packs no README.md"])];
}

async function judgeShape({ manifest, tarball }) {
  const bytes = readFileSync(tarball);
  const { messages } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer } });
  return messages.map(
    (message) => `publint: ${formatMessage(message, manifest, { color: false })}`,
  );
}

async function judgeTypes({ app, tarball }) {
  if (app) return [];
  const cli = fileURLToPath(import.meta.resolve("@arethetypeswrong/cli/package.json"));
  const attw = join(dirname(cli), readJson(cli).bin.attw);
  await output(
    process.execPath,
    [attw, tarball, "--profile", "esm-only", "--no-color", "--no-emoji"],
    root,
  );
  return [];
}

/** Installs tarballs into an empty folder. */
async function install(folder, packages) {
  mkdirSync(folder);
  const dependencies = Object.fromEntries(
    packages.map(({ manifest, tarball }) => [manifest.name, `file:${tarball}`]),
  );
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }),
  );
  await output("npm", ["install", "--prefer-offline", "--ignore-scripts", ...npmQuiet], folder);
}

/** The entries that a pattern such as `./schema/*.json` stands for: what is packed there under the same name. */
function named(entry, files) {
  if (!entry.includes("*")) return [entry];
  const [start, end] = entry.split("*");
  const all = files.map((path) => `./${path}`);
  const found = all.filter((path) => path.startsWith(start) && path.endsWith(end));
  if (found.length === 0) throw new Error(`${entry} exports nothing`);
  return found;
}

/** Imports every entry and runs every command of a package that is installed in `folder`. */
async function use(folder, { manifest, files }) {
  const { name, version, exports = {}, bin = {} } = manifest;
  const isData = (target) => JSON.stringify(target).endsWith('.json"');
  const entries = Object.entries(exports).flatMap(([entry, target]) =>
    named(entry, files).map((each) => [join(name, each), isData(target)]),
  );
  const script = `
    import { createRequire } from "node:module";
    for (const [entry, data] of ${JSON.stringify(entries)}) {
      if (data) createRequire(import.meta.url)(entry);
      else if (Object.keys(await import(entry)).length === 0) throw new Error(entry + " exports nothing");
    }`;
  writeFileSync(join(folder, "use.mjs"), script);
  await output(process.execPath, ["use.mjs"], folder);
  const problems = [];
  for (const command of Object.keys(bin)) {
    const said = (
      await output(join(folder, "node_modules/.bin", command), ["--version"], folder)
    ).trim();
    if (said !== version)
      problems.push(`\`${command} --version\` says ${JSON.stringify(said)}, not ${version}`);
  }
  return problems;
}

/** What is wrong with a primitive on its own: it does not install, or brings another package of ours than a table. */
async function alone(folder, project, tables) {
  const own = tables.filter(
    ({ manifest }) => manifest.name in (project.manifest.dependencies ?? {}),
  );
  await install(folder, [project, ...own]);
  const scope = dirname(project.manifest.name);
  const others = readdirSync(join(folder, "node_modules", scope)).map(
    (entry) => `${scope}/${entry}`,
  );
  const brought = others
    .filter((name) => ![project, ...own].some(({ manifest }) => manifest.name === name))
    .map((name) => `alone: brings ${name} along`);
  return [...brought, ...(await use(folder, project))];
}

const published = projects().filter(({ manifest }) => !manifest.private);
const unbuilt = published.filter(
  ({ dir, app }) => !existsSync(join(root, dir, app ? "dist/main.js" : "dist/index.js")),
);
if (unbuilt.length > 0) {
  conclude(unbuilt.map(({ dir }) => `${dir}: is not built: run \`npm run build\``));
} else {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-fleet-pack-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));

  const problems = [];
  /** Does one piece of work on each project, two at a time; a throw is a problem like what it returns. */
  const onEach = async (list, work) => {
    const queue = [...list];
    const worker = async () => {
      for (let project = queue.shift(); project; project = queue.shift()) {
        const found = await work(project).catch((error) => [error.message]);
        problems.push(...found.map((problem) => `${project.dir}: ${problem}`));
      }
    };
    await Promise.all([worker(), worker()]);
  };

  const packages = await pack(folder);
  await onEach(packages, async (project) => judgeFiles(project));
  await onEach(packages, judgeShape);
  await onEach(packages, judgeTypes);
  const together = join(folder, "together");
  await install(together, packages);
  for (const project of packages) await onEach([project], () => use(together, project));
  const ofLayer = (layer) => packages.filter(({ manifest }) => manifest.nx.tags.includes(layer));
  const tables = ofLayer("layer:table");
  const primitives = [...tables, ...ofLayer("layer:primitive")];
  await onEach(primitives, (project) =>
    alone(join(folder, basename(project.dir)), project, tables),
  );
  conclude(
    problems,
    `${packages.length} packages pack, install, import and run; ${primitives.length} of them alone`,
  );
}
