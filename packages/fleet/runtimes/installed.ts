import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runtimes, type RuntimeName } from "@mosaicstack/runtimes";

const cache = join(import.meta.dirname, "..", "node_modules", ".cache", "runtimes");

/** What a package's own install script would do; run by its name, for npm runs none that nobody allowed. */
const setUps: Readonly<Record<string, string>> = {
  "@anthropic-ai/claude-code": "install.cjs",
  "opencode-ai": "postinstall.mjs",
};

/** Those that need a newer Node than this project's floor. */
const newer: readonly RuntimeName[] = ["pi", "qwen"];
const node = [`node-${process.platform}-${process.arch}`, "22.23.5"] as const;

/**
 * Installs a runtime's program from npm, once, in the version that its entry of the table was seen with; gives the folders to put
 * in front of PATH.
 */
export function installed(name: RuntimeName): readonly string[] {
  const { doctor, seen } = runtimes[name];
  if (seen === null) throw new Error(`nobody has looked at a version of ${name}`);
  const folder = install(doctor.npm, seen.version);
  const own = newer.includes(name) ? [join(install(...node), `${node[0]}/bin`)] : [];
  return [join(folder, ".bin"), ...own];
}

/** Gives its `node_modules`. */
function install(name: string, version: string): string {
  const spec = `${name}@${version}`;
  const folder = join(cache, spec);
  const modules = join(folder, "node_modules");
  const whole = join(folder, "whole");
  if (existsSync(whole)) return modules;
  mkdirSync(folder, { recursive: true });
  const quiet = ["--silent", "--no-audit", "--no-fund", "--ignore-scripts"];
  // Which Node runs it is said above
  execFileSync("npm", ["install", ...quiet, "--engine-strict=false", "--prefix", folder, spec]);
  const setUp = setUps[name];
  if (setUp !== undefined)
    execFileSync(process.execPath, [setUp], { cwd: join(modules, name), stdio: "ignore" });
  writeFileSync(whole, "");
  return modules;
}
