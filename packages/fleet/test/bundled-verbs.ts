import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Hooks } from "@mosaicstack/systemd-sandbox/testing";
import { bundle } from "./bundle.js";

/** `run-verb.ts` as a program that can be run, and killed, in a process of its own. */
export interface BundledVerbs {
  readonly path: string;
}

/** How a verb in a process of its own ended. */
export interface VerbEnd {
  /** Undefined where it was killed. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Bundled once for all tests of the calling suite. */
export function bundledVerbs(hooks: Hooks, name: string): BundledVerbs {
  // Inside the package, so that its assets are found by name.
  const folder = join(
    import.meta.dirname,
    "..",
    "node_modules",
    ".cache",
    `${name}-${process.pid}`,
  );
  const path = join(folder, "run-verb.mjs");
  hooks.beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    await bundle("run-verb.ts", path);
  });
  hooks.afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  return { path };
}

/** Runs `node ARGS` to its end, whatever that is. */
export async function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<VerbEnd> {
  return await new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
      resolve({ code, stdout, stderr });
    });
  });
}
