import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundleApp } from "./scratch.js";

/** The files to run of both commands. */
export interface Installed {
  readonly fleet: string;
  readonly harness: string;
}

const root = join(import.meta.dirname, "../../../..");

/**
 * Both commands made from source into `folder`, laid out as `npm install` would: no link leads out of it, for a rehearsal's sandbox shows this
 * folder and nothing beside it.
 */
export async function installInto(folder: string): Promise<Installed> {
  for (const name of readdirSync(join(root, "packages")))
    copyPackage(join(root, "packages", name), folder);
  const bundled = async (name: string): Promise<string> => {
    const app = join(root, "apps", name);
    return await bundleApp(app, copyPackage(app, folder));
  };
  return { fleet: await bundled("cli"), harness: await bundled("test-harness") };
}

/** What a package needs beside its code, which is in the bundles. Returns where it went. */
function copyPackage(from: string, folder: string): string {
  const file = join(from, "package.json");
  const { name, files } = JSON.parse(readFileSync(file, "utf8")) as Package;
  const to = join(folder, "node_modules", name);
  for (const each of ["package.json", ...files])
    if (!CODE.test(each) && existsSync(join(from, each)))
      cpSync(join(from, each), join(to, each), { recursive: true });
  return to;
}

const CODE = /^(?:dist|src|bin|!)/;

interface Package {
  readonly name: string;
  readonly files: readonly string[];
}
