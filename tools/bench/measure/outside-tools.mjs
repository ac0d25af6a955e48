// Other tools, to be measured beside ours: each in a cache folder of its own, never a dependency of the project, never installed into the machine.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const cache = join(import.meta.dirname, "../../../node_modules/.cache/mosaic-bench");

/** A package of npm, of exactly that version: `{ folder }`, the one that holds its `node_modules`, or `{ why }` it cannot be had. */
export function fromNpm(name, version) {
  return kept(`npm-${name}-${version}`, (folder) => {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
    const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--ignore-scripts"];
    said("npm", ["install", `${name}@${version}`, ...quiet], { cwd: folder });
  });
}

/**
 * A package of Debian's, of exactly that version, and what this machine lacks of its dependencies, unpacked: `{ folder }`, which is to that
 * package what `/` is to an installed one, or `{ why }` it cannot be had.
 */
export function fromDebian(name, version) {
  return kept(`debian-${name}-${version}`, (folder) => {
    const options = ["-o", "APT::Sandbox::User=root"];
    const plan = said("apt-get", [
      "install",
      "-s",
      "--no-install-recommends",
      `${name}=${version}`,
    ]);
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

/** Made once, whole or not at all. */
function kept(name, make) {
  const folder = join(cache, name);
  if (existsSync(folder)) return { folder };
  mkdirSync(cache, { recursive: true });
  const begun = mkdtempSync(join(cache, "begun-"));
  try {
    make(begun);
    renameSync(begun, folder);
    return { folder };
  } catch (error) {
    rmSync(begun, { recursive: true, force: true });
    const last = String(error.stderr ?? error.message)
      .trim()
      .split("\n")
      .at(-1);
    return { why: `it could not be fetched: ${last}` };
  }
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
