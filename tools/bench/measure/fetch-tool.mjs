// Other tools, to be measured beside ours: each in a cache folder of its own, never a dependency of the project, never installed into the machine.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const cache = join(import.meta.dirname, "../../../node_modules/.cache/mosaic-bench");
/** What a package of npm needs is taken as it was at the end of that day. */
const NPM_AS_OF = "2026-11-30";

/** A package of npm, of exactly that version: `{ folder }`, the one that holds its `node_modules`, or `{ why }` it cannot be had. */
export function fromNpm(name, version) {
  return kept(`npm-${name}-${version}-${NPM_AS_OF}`, (folder) => {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
    const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"];
    said("npm", ["install", `${name}@${version}`, `--before=${NPM_AS_OF}`, ...quiet], {
      cwd: folder,
    });
  });
}

/**
 * A package of Debian's, of exactly that version, and what this machine lacks of its dependencies, unpacked: `{ folder }`, which is to that
 * package what `/` is to an installed one, or `{ why }` it cannot be had.
 */
export function fromDebian(name, version) {
  const { folder, why } = unpacked(name, version);
  return why === undefined ? { folder } : { why: `${why}; Debian 12 has it` };
}

function unpacked(name, version) {
  return kept(`debian-${name}-${version}`, (folder) => {
    const { plan, options } = planOf(`${name}=${version}`);
    const needed = [...plan.matchAll(/^Inst (\S+) (?:\[[^\]]*\] )?\((\S+)/gm)];
    const packages = needed.map(([, each, its]) => `${each}=${its}`);
    if (packages.length === 0) packages.push(`${name}=${version}`);
    said("apt-get", [...options, "download", ...packages], { cwd: folder });
    for (const file of readdirSync(folder).filter((each) => each.endsWith(".deb"))) {
      said("dpkg-deb", ["-x", file, "."], { cwd: folder });
      rmSync(join(folder, file));
    }
  });
}

/** What apt would install. Where its lists do not know the package (a fresh container has none), by lists of our own, which need no root. */
function planOf(wanted) {
  const simulate = ["install", "-s", "--no-install-recommends", wanted];
  const asRoot = ["-o", "APT::Sandbox::User=root"];
  try {
    return { plan: said("apt-get", [...asRoot, ...simulate]), options: asRoot };
  } catch (error) {
    if (error.code === "ENOENT") throw error;
  }
  const own = join(cache, "apt");
  for (const folder of ["lists/partial", "archives/partial"])
    mkdirSync(join(own, folder), { recursive: true });
  const options = [...asRoot, "-o", `Dir::State::Lists=${own}/lists`, "-o", `Dir::Cache=${own}`];
  said("apt-get", [...options, "update"]);
  return { plan: said("apt-get", [...options, ...simulate]), options };
}

/** Made once, whole or not at all. */
function kept(name, make) {
  const folder = join(cache, name);
  if (existsSync(folder)) return { folder };
  mkdirSync(cache, { recursive: true });
  removeBegun();
  const begun = mkdtempSync(join(cache, "begun-"));
  try {
    make(begun);
    renameSync(begun, folder);
    return { folder };
  } catch (error) {
    return { why: reason(error) };
  } finally {
    rmSync(begun, { recursive: true, force: true });
  }
}

/** What somebody began who was killed: who is still at it began within the hour. */
function removeBegun() {
  for (const name of readdirSync(cache).filter((each) => each.startsWith("begun-"))) {
    const begun = join(cache, name);
    const { mtimeMs } = statSync(begun, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (Date.now() - mtimeMs > 3_600_000) rmSync(begun, { recursive: true, force: true });
  }
}

function reason({ code, path, stderr, message }) {
  if (code === "ENOENT") return `it could not be fetched: there is no \`${path}\` here`;
  const lines = String(stderr ?? message)
    .trim()
    .split("\n");
  const told = lines.find((each) => /^(E:|npm error (?!code))/.test(each)) ?? lines.at(-1);
  return `it could not be fetched: ${told.replace(/^(E:|npm error) /, "")}`;
}

function said(file, argv, options = {}) {
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  return execFileSync(file, argv, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env,
    ...options,
  });
}
