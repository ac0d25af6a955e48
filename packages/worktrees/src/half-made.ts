import { lstatSync, readdirSync, rmdirSync, rmSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { WorktreeError } from "./error.js";
import { forget } from "./forget.js";
import { git, gitOutput, type GitOptions } from "./git.js";
import { isThere } from "./place.js";
import { processesIn } from "./processes-in.js";

const CHECKOUT_MS = 600_000;

/** Whether git had done its own part when we were killed: what is missing is the checkout. */
export async function isWhole(path: string, options: GitOptions): Promise<boolean> {
  if (!isThere(join(path, ".git"))) return false;
  const argv = ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"];
  return (await git(["-C", path, ...argv], options)).code === 0;
}

/** Checks all of it out, whatever was done of it before. Throws `InUse` where an earlier git is at it still. */
export async function fill(path: string, options: GitOptions): Promise<void> {
  refuseUsed(path);
  const question = ["rev-parse", "--path-format=absolute", "--git-path", "index.lock"];
  const lock = await gitOutput(["-C", path, ...question], options);
  // Of a checkout that was killed: nobody is at it any more.
  rmSync(lock.trimEnd(), { force: true });
  const patient = { ...options, deadlineMs: options.checkoutMs ?? CHECKOUT_MS };
  const { code, words } = await git(["-C", path, "reset", "--hard", "--quiet"], patient);
  if (code === 0) return;
  throw new WorktreeError("Failed", `the checkout into ${path} failed: ${words}`, {
    remedy: "Free space, or mend what is said, and run it again: what is half made is made whole.",
  });
}

/** Takes away what was begun and holds nothing yet. False where something stands in it. */
export async function discard(
  repository: string,
  path: string,
  options: GitOptions,
): Promise<boolean> {
  refuseUsed(path);
  if (isThere(path)) {
    if (!lstatSync(path).isDirectory() || readdirSync(path).some((name) => name !== ".git"))
      return false;
    if (isThere(join(path, ".git"))) unlinkSync(join(path, ".git"));
    rmdirSync(path);
  }
  await forget(repository, path, options);
  return true;
}

function refuseUsed(path: string): void {
  const [first] = processesIn(path) ?? [];
  if (first === undefined) return;
  throw new WorktreeError(
    "InUse",
    `${path} is being made still: process ${first.pid} (${first.command}) works there`,
    { remedy: "Wait for its end, or end it." },
  );
}
