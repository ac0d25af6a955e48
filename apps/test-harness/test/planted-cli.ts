import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type { Mutation } from "../src/mutations/mutation.js";
import { scratchFolder } from "./scratch-folder.js";

/** The command with the packages whose files it installs, one of those files with a defect. Without one they are as we ship them. */
export interface PlantedCli extends Disposable {
  /** For `runScenarios`. */
  readonly cli: string;
}

/** `cli`: the built command, of which a copy is made. */
export function plantedCli(cli: string, mutation?: Mutation): PlantedCli {
  const root = scratchFolder("harness-cli");
  const packages = join(root, "node_modules", "@mosaicstack");
  const app = join(packages, "fleet-cli");
  for (const part of ["bin", "dist", "package.json"])
    cpSync(join(dirname(cli), "..", part), join(app, part), { recursive: true });
  for (const [name, folder] of SHIPPING)
    for (const part of [folder, "package.json"])
      cpSync(join(sourceOf(name), part), join(packages, name, part), { recursive: true });
  const dispose = (): void => rmSync(root, { recursive: true });
  try {
    if (mutation !== undefined) plant(mutation, packages);
  } catch (error) {
    dispose();
    throw error;
  }
  return { cli: join(app, "bin", basename(cli)), [Symbol.dispose]: dispose };
}

/** The packages that ship files, and where these are in them. */
const SHIPPING = [
  ["systemd-units", "units"],
  ["session-launcher", "scripts"],
  ["agent-channel", "scripts"],
] as const;

const sourceOf = (name: string): string =>
  dirname(createRequire(import.meta.url).resolve(`@mosaicstack/${name}/package.json`));

function plant({ file, edit }: Mutation, packages: string): void {
  const places = SHIPPING.map(([name, folder]) => join(packages, name, folder, basename(file)));
  const place = places.find((path) => textOf(path) !== undefined);
  if (place === undefined) throw new Error(`no package ships \`${file}\``);
  const text = edit(textOf(place) ?? "");
  if (text === undefined) rmSync(place);
  else writeFileSync(place, text);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
