import { mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { checkWish, type WorktreeWish } from "./check-wish.js";
import { WorktreeError } from "./error.js";
import { forget, unlock } from "./forget.js";
import { git, gitOutput, type GitOptions } from "./git.js";
import { discard, fill, isWhole } from "./half-made.js";
import { listWorktrees } from "./list-worktrees.js";
import type { Worktree } from "./parse-worktree-list.js";
import { asideOf, goneOf, isThere, LEAVING, lookAtPlace, MAKING } from "./place.js";
import { finishLeaving } from "./remove-worktree.js";
import { shellWord } from "./shell-word.js";
import { unheldCommits } from "./unsaved-work.js";

export interface MadeWorktree {
  /** False: it was there already, whatever is checked out in it. */
  readonly made: boolean;
  /** What a person may want to know, whole sentences. */
  readonly notes: readonly string[];
}

const HOOK_MS = 60_000;

/**
 * Makes a worktree where none stands, and finishes one at which an earlier call was killed; one that is there is not touched. While it
 * is made it is locked with a reason of ours, so that a half of it is never taken for the whole. Two calls for one path at the same time
 * are the caller's to prevent. Throws WorktreeError.
 */
export async function makeWorktree(
  wish: WorktreeWish,
  options: GitOptions = {},
): Promise<MadeWorktree> {
  const { repository, path, branch } = wish;
  const list = await listWorktrees(repository, options);
  const { state, worktree } = lookAtPlace(list, path);
  if (state === "there") return { made: false, notes: [] };
  if (state === "occupied") throw occupied(wish, worktree);
  if (state === "leaving") return await comeBack(wish, worktree, options);
  if (state === "half-made") {
    if (await isWhole(path, options)) return { made: true, notes: await finish(wish, options) };
    if (await discard(repository, path, options)) return await makeWorktree(wish, options);
    throw occupied(wish, undefined);
  }
  await refuseLoss(wish, worktree, options);
  const { isFound, start, notes } = await checkWish(wish, list, options);
  makeFolder(dirname(path));
  const lock = ["--no-checkout", "--lock", "--reason", MAKING];
  // Over one whose folder was deleted by hand.
  const again = worktree === undefined ? [] : ["--force"];
  const named = isFound ? [] : ["--no-track", "-b", branch];
  const argv = ["worktree", "add", ...lock, ...again, ...named, "--", path, start];
  await gitOutput(["-C", repository, ...argv], options);
  return { made: true, notes: [...notes, ...(await finish(wish, options))] };
}

/** Why `makeWorktree` would fail is thrown; changes nothing. */
export async function assertCanBeMade(
  wish: WorktreeWish,
  list: readonly Worktree[],
  options: GitOptions = {},
): Promise<void> {
  const { state, worktree } = lookAtPlace(list, wish.path);
  if (state === "occupied") throw occupied(wish, worktree);
  if (state !== "missing") return;
  await refuseLoss(wish, worktree, options);
  await checkWish(wish, list, options);
}

/** Fills the working tree, has the person's hook run, and opens the lock. */
async function finish({ repository, path }: WorktreeWish, options: GitOptions): Promise<string[]> {
  await fill(path, options);
  const notes = await runHook(path, { ...options, deadlineMs: options.hookMs ?? HOOK_MS });
  await unlock(repository, path, options);
  return notes;
}

/** As `git worktree add` runs it. One that fails is told, and leaves a whole worktree behind. */
async function runHook(path: string, options: GitOptions): Promise<string[]> {
  const head = (await gitOutput(["-C", path, "rev-parse", "HEAD"], options)).trim();
  const hook = ["hook", "run", "--ignore-missing", "post-checkout", "--"];
  const words = [...hook, "0".repeat(head.length), head, "1"];
  try {
    const result = await git(["-C", path, ...words], options);
    if (result.code === 0) return [];
    return [`its post-checkout hook ended with ${result.code}: ${result.words}`];
  } catch (error) {
    if (!(error instanceof WorktreeError) || error.code !== "NotAnswering") throw error;
    return ["its post-checkout hook did not end in time, and was killed."];
  }
}

/** One that was to go, and is wanted again: what is there of it is kept. */
async function comeBack(
  wish: WorktreeWish,
  worktree: Worktree | undefined,
  options: GitOptions,
): Promise<MadeWorktree> {
  const { repository, path } = wish;
  if (isThere(goneOf(path))) {
    await finishLeaving(wish, options);
    return await makeWorktree(wish, options);
  }
  if (isThere(asideOf(path))) {
    if (isThere(path)) throw occupied(wish, undefined);
    renameSync(asideOf(path), path);
  }
  if (!isThere(path)) {
    await forget(repository, path, options);
    return await makeWorktree(wish, options);
  }
  if (worktree?.locked === LEAVING) await unlock(repository, path, options);
  return { made: false, notes: [] };
}

/** Over one whose folder was deleted by hand a new one is made, if nothing goes with what git knows of it. */
async function refuseLoss(
  { repository, path }: WorktreeWish,
  worktree: Worktree | undefined,
  options: GitOptions,
): Promise<void> {
  if (worktree === undefined) return;
  if (worktree.locked !== undefined)
    throw new WorktreeError("Locked", `${path} is away, and it is locked: ${worktree.locked}`, {
      remedy: `Bring it back, or \`git -C ${shellWord(repository)} worktree unlock ${shellWord(path)}\`.`,
    });
  const { head, branch } = worktree;
  if (branch !== undefined || head === undefined) return;
  if ((await unheldCommits(["-C", repository], { head }, options)).length === 0) return;
  const short = head.slice(0, 12);
  throw new WorktreeError(
    "Occupied",
    `the folder ${path} is gone, and no branch holds what was checked out there (${short})`,
    { remedy: `Keep it: \`git -C ${shellWord(repository)} branch NAME ${short}\`.` },
  );
}

function occupied({ repository, path }: WorktreeWish, known: Worktree | undefined): WorktreeError {
  const [why, remedy] =
    known === undefined
      ? [
          "is none of its worktrees",
          `Look at it, then move it away: \`mv ${shellWord(path)} ${shellWord(`${path}.old`)}\`.`,
        ]
      : ["has lost its `.git`", `\`git -C ${shellWord(repository)} worktree repair\` mends it.`];
  const message = `${path} stands where a worktree of ${repository} belongs, and ${why}`;
  return new WorktreeError("Occupied", message, { remedy });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const message = `${folder} cannot be made: ${(cause as Error).message}`;
    const remedy = "Free space, or fix the permissions of the folder above it.";
    throw new WorktreeError("Failed", message, { remedy, cause });
  }
}
