import { renameSync, rmdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { WorktreeWish } from "./check-wish.js";
import { WorktreeError } from "./error.js";
import { forget, unlock } from "./forget.js";
import { gitOutput, type GitOptions } from "./git.js";
import { discard, fill, isWhole } from "./half-made.js";
import { listWorktrees } from "./list-worktrees.js";
import type { Worktree } from "./parse-worktree-list.js";
import { asideOf, goneOf, isThere, LEAVING, MAKING, realOf } from "./place.js";
import { processesIn } from "./processes-in.js";
import { unheldCommits, unsavedWork, type Keep } from "./unsaved-work.js";

type WorktreePlace = Pick<WorktreeWish, "repository" | "path">;

/**
 * Removes a worktree of which nothing would be lost, and says why it is kept where something would; an empty list: it is gone. Its branch
 * stays. It is looked at, renamed aside, looked at again, and only then removed; killed at any step, the next call goes on.
 */
export async function removeWorktree(
  at: WorktreePlace,
  options: GitOptions = {},
): Promise<readonly Keep[]> {
  const { repository, path } = at;
  try {
    await finishLeaving(at, options);
    await finishMaking(at, options);
  } catch (error) {
    if (!(error instanceof WorktreeError) || error.code !== "NotARepository") throw error;
    return await whatKeeps(at, options);
  }
  const keeps = await whatKeeps(at, options);
  if (keeps.length > 0) {
    await bringBack(at, options);
    return keeps;
  }
  if (isThere(path)) {
    const argv = ["worktree", "lock", "--reason", LEAVING, "--", path];
    if ((await entryOf(at, options))?.locked !== LEAVING)
      await gitOutput(["-C", repository, ...argv], options);
    renameSync(path, asideOf(path));
    // Again: meanwhile somebody may have come, or saved a file.
    const late = await whatKeeps(at, options);
    if (late.length > 0) {
      await bringBack(at, options);
      return late;
    }
  }
  if (isThere(asideOf(path))) renameSync(asideOf(path), goneOf(path));
  await finishLeaving(at, options);
  if ((await entryOf(at, options)) !== undefined) await forget(repository, path, options);
  removeEmpty(dirname(path));
  return [];
}

/** Why it would be kept; changes nothing. Trouble with git is a reason too. */
export async function whatKeeps(
  at: WorktreePlace,
  options: GitOptions = {},
): Promise<readonly Keep[]> {
  const { path } = at;
  const standing = isThere(asideOf(path)) ? asideOf(path) : path;
  const unknown = (words: string): Keep[] => [{ what: "unknown", words }];
  if (standing !== path && isThere(path)) return unknown(`stands beside ${standing}: look at both`);
  try {
    const worktree = await entryOf(at, options);
    const { locked } = worktree ?? {};
    if (locked !== undefined && locked !== LEAVING && locked !== MAKING)
      return [{ what: "lock", words: `is locked${locked === "" ? "" : `: ${locked}`}` }];
    if (!isThere(standing)) return await keptByCommits(at, worktree, options);
    if (worktree === undefined) return unknown(`is unknown to its repository ${at.repository}`);
    const argv = ["rev-parse", "--resolve-git-dir", join(standing, ".git")];
    const gitFolder = (await gitOutput(argv, options)).trimEnd();
    const work = await unsavedWork(standing, gitFolder, worktree, options);
    return [...work, ...keptByProcesses(standing)];
  } catch (error) {
    if (!(error instanceof WorktreeError)) throw error;
    if (error.code === "NotARepository" && !isThere(standing)) return [];
    return unknown(`cannot be looked at: ${error.message}`);
  }
}

/** Of one whose folder is gone already. */
async function keptByCommits(
  { repository }: WorktreePlace,
  { head, branch }: Partial<Worktree> = {},
  options: GitOptions,
): Promise<Keep[]> {
  if (head === undefined || branch !== undefined) return [];
  const [first] = await unheldCommits(["-C", repository], { head }, options);
  if (first === undefined) return [];
  return [{ what: "commits", words: `is gone, and no ref holds its commit ${first}` }];
}

function keptByProcesses(folder: string): Keep[] {
  const found = processesIn(folder);
  if (found === undefined)
    return [{ what: "process", words: "may be in use: this system does not tell by whom" }];
  const [first] = found;
  if (first === undefined) return [];
  const more = found.length > 1 ? ` and ${found.length - 1} more` : "";
  return [{ what: "process", words: `is used by process ${first.pid} (${first.command})${more}` }];
}

/** Ends the removal of what nobody needs any more; nothing where none was begun. */
export async function finishLeaving(at: WorktreePlace, options: GitOptions): Promise<void> {
  const gone = goneOf(at.path);
  if (!isThere(gone)) return;
  try {
    await rm(gone, { recursive: true, force: true, maxRetries: 2 });
  } catch (cause) {
    const message = `${gone} cannot be removed: ${(cause as Error).message}`;
    const remedy = "Mend its permissions, or unmount what is in it, then run it again.";
    throw new WorktreeError("Failed", message, { remedy, cause });
  }
  if (isThere(at.path) || (await entryOf(at, options))?.locked !== LEAVING) return;
  await forget(at.repository, at.path, options);
}

/** One at which we were killed is made whole first: only then can be seen what is in it. */
async function finishMaking(at: WorktreePlace, options: GitOptions): Promise<void> {
  const { repository, path } = at;
  const worktree = await entryOf(at, options);
  if (worktree?.locked !== MAKING) return;
  if (!(await isWhole(path, options))) await discard(repository, path, options);
  else {
    await fill(path, options);
    await unlock(repository, path, options);
  }
}

/** What was to go and does not: where it was, and open. */
async function bringBack(at: WorktreePlace, options: GitOptions): Promise<void> {
  const { repository, path } = at;
  if (isThere(asideOf(path)) && !isThere(path)) renameSync(asideOf(path), path);
  if ((await entryOf(at, options))?.locked === LEAVING) await unlock(repository, path, options);
}

/** What git knows of it now. */
async function entryOf(at: WorktreePlace, options: GitOptions): Promise<Worktree | undefined> {
  const list = await listWorktrees(at.repository, options);
  const real = realOf(at.path);
  return list.find(({ path }) => path === real);
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Another agent's stands there.
  }
}
