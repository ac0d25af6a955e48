import { lstatSync, statSync } from "node:fs";
import { WorktreeError } from "./error.js";
import { git, LEAST_GIT, type GitOptions } from "./git.js";
import { parseWorktreeList, type Worktree } from "./parse-worktree-list.js";

/** What git says for a flag that it does not know. */
const USAGE = 129;

/** Every working tree of a repository, its own first. Throws `NotARepository`, `GitTooOld` and what `git` throws. */
export async function listWorktrees(
  repository: string,
  options: GitOptions = {},
): Promise<Worktree[]> {
  refuseNoFolder(repository);
  const argv = ["-C", repository, "worktree", "list", "--porcelain", "-z"];
  const { code, stdout, words } = await git(argv, options);
  if (code === USAGE) throw await tooOld(options);
  if (code !== 0)
    throw new WorktreeError("NotARepository", `${repository} cannot be used: ${words}`, {
      remedy: "Name a git repository that is yours, or make one there with `git init`.",
    });
  const list = parseWorktreeList(stdout);
  if (list !== undefined) return list;
  throw new WorktreeError("Failed", `the worktrees of ${repository} cannot be read`);
}

function refuseNoFolder(repository: string): void {
  const stats = lstatSync(repository, { throwIfNoEntry: false });
  const isFolder = statSync(repository, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) return;
  const what = stats === undefined ? "is not there" : "is no folder";
  throw new WorktreeError("NotARepository", `the repository ${repository} ${what}`, {
    remedy: "Clone it there, or name the place where it is.",
  });
}

async function tooOld(options: GitOptions): Promise<WorktreeError> {
  const { stdout } = await git(["version"], options);
  return new WorktreeError(
    "GitTooOld",
    `${stdout.trim()} is older than git ${LEAST_GIT}, which worktrees of agents need`,
    { remedy: `Install git ${LEAST_GIT} or newer.` },
  );
}
