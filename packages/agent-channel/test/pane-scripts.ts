import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Shell } from "../src/testing/shells.js";

export interface PaneScripts {
  readonly readPane: string;
  readonly drainQueue: string;
}

/** Puts both scripts that run beside a pane into a folder, run by that shell. */
export function installPaneScripts(folder: string, shell: Shell): PaneScripts {
  mkdirSync(folder, { recursive: true });
  const install = (name: string): string => {
    const text = readFileSync(join(import.meta.dirname, "../scripts", name), "utf8");
    return program(
      join(folder, name),
      text.replace(/^#!.*/, () => shell.shebang),
    );
  };
  return { readPane: install("read-pane.sh"), drainQueue: install("drain-queue.sh") };
}

/** An executable file. */
export function program(path: string, text: string): string {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

/** A folder that is a whole PATH: these programs under their names, each a link to another one. */
export function toolFolder(folder: string, tools: Readonly<Record<string, string>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, path] of Object.entries(tools)) symlinkSync(path, join(folder, name));
  return folder;
}
