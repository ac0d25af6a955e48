import { gitOutput, type GitOptions } from "./git.js";

/** Takes a worktree whose folder is gone off git's list, and no other: `git worktree prune` would take them all. */
export async function forget(repository: string, path: string, options: GitOptions): Promise<void> {
  const argv = ["worktree", "remove", "--force", "--force", "--", path];
  await gitOutput(["-C", repository, ...argv], options);
}

export async function unlock(repository: string, path: string, options: GitOptions): Promise<void> {
  await gitOutput(["-C", repository, "worktree", "unlock", "--", path], options);
}
