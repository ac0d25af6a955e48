import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** The real tree. */
export const repository: string = dirname(import.meta.dirname);

/** A copy of what the checks read, in a folder of its own, to plant mistakes in. */
export interface Copy {
  root: string;
  write(path: string, text: string): void;
  remove(): void;
}

export function copyOfRepository(): Copy {
  const root = mkdtempSync(join(tmpdir(), "mosaic fleet copy "));
  const skipped = ["node_modules", "dist", "README.md", "CHANGELOG.md"];
  for (const path of [
    "package.json",
    "nx.json",
    "tsconfig.base.json",
    "tsconfig.json",
    "packages",
    "apps",
  ]) {
    cpSync(join(repository, path), join(root, path), {
      recursive: true,
      filter: (source) => !skipped.includes(basename(source)),
    });
  }
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  return {
    root,
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Runs one of the checks of this folder over a tree. */
export function runCheck(name: string, root: string): { code: number | null; output: string } {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.mjs`), root], {
    encoding: "utf8",
  });
  return { code: run.status, output: run.stdout + run.stderr };
}
