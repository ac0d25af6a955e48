import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** The files to run of both commands. */
export interface Installed {
  readonly fleet: string;
  readonly harness: string;
}

const root = join(import.meta.dirname, "../../../..");

/**
 * Both commands built from source into `folder`, laid out as `npm install` would: what they run is found there, for a rehearsal's sandbox shows
 * this folder and nothing beside it.
 */
export async function installInto(folder: string): Promise<Installed> {
  for (const name of readdirSync(join(root, "packages")))
    copyPackage(join(root, "packages", name), folder);
  const fleet = join(await build("cli", folder), "bin/mosaic-fleet.js");
  const harness = join(await build("test-harness", folder), "bin/mosaic-fleet-harness.js");
  // Where the harness looks for the other command first
  const commands = join(folder, "node_modules/.bin");
  mkdirSync(commands);
  symlinkSync(fleet, join(commands, "mosaic-fleet"));
  return { fleet, harness };
}

async function build(name: string, folder: string): Promise<string> {
  const app = join(root, "apps", name);
  const to = copyPackage(app, folder);
  mkdirSync(join(to, "dist"));
  symlinkSync(join(app, "src"), join(to, "src"));
  await promisify(execFile)(process.execPath, [join(app, "build.js"), to]);
  return to;
}

/** What a package has beside its code, which is in the bundles. Returns where it went. */
function copyPackage(from: string, folder: string): string {
  const file = join(from, "package.json");
  const { name, files } = JSON.parse(readFileSync(file, "utf8")) as Package;
  const to = join(folder, "node_modules", name);
  for (const each of ["package.json", ...files])
    if (!CODE.test(each) && existsSync(join(from, each)))
      cpSync(join(from, each), join(to, each), { recursive: true });
  return to;
}

const CODE = /^(?:dist|src|!)/;

interface Package {
  readonly name: string;
  readonly files: readonly string[];
}
