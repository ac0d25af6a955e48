import { lstatSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { WorktreeError } from "./error.js";
import { git, gitOutput, type GitOptions } from "./git.js";
import type { Worktree } from "./parse-worktree-list.js";
import { realOf } from "./place.js";
import { shellWord } from "./shell-word.js";

/** The worktree that somebody wants. */
export interface WorktreeWish {
  /** A repository, bare or not: its top folder. Absolute. */
  readonly repository: string;
  /** Where the working tree is to stand. Absolute. */
  readonly path: string;
  /** Made from `base` where it is not there yet. */
  readonly branch: string;
  /** A branch, tag or commit. Default: what the repository has checked out. */
  readonly base?: string | undefined;
}

/** How it would be made. */
export interface Beginning {
  /** The branch is there already, and is taken as it is. */
  readonly isFound: boolean;
  /** What is checked out: the branch, or the commit that it begins at. */
  readonly start: string;
  /** What a person may want to know, whole sentences. */
  readonly notes: readonly string[];
}

/** Why a worktree cannot be made is thrown, with the remedy; asks git, and changes nothing. */
export async function checkWish(
  wish: WorktreeWish,
  list: readonly Worktree[],
  options: GitOptions = {},
): Promise<Beginning> {
  const { repository, branch } = wish;
  await refuseBadName(branch, options);
  await refuseNoTop(repository, options);
  const elsewhere = list.find((each) => each.branch === branch && each.path !== realOf(wish.path));
  if (elsewhere !== undefined) throw branchElsewhere(wish, elsewhere, elsewhere === list[0]);
  const ref = `refs/heads/${branch}`;
  if ((await commitOf(repository, ref, options)) !== undefined)
    return { isFound: true, start: branch, notes: foundNotes(wish) };
  await refuseNested(wish, options);
  const { start, notes } = await startOf(wish, options);
  return { isFound: false, start, notes };
}

async function refuseBadName(branch: string, options: GitOptions): Promise<void> {
  const isDash = branch.startsWith("-");
  const { code } = isDash
    ? { code: 1 }
    : await git(["check-ref-format", `refs/heads/${branch}`], options);
  if (code === 0 && branch !== "HEAD") return;
  throw new WorktreeError("BadName", `\`${branch}\` cannot be the name of a branch`, {
    remedy: "Give another one: `git help check-ref-format` has the rules.",
  });
}

/** A folder somewhere in a repository is not taken for it: a home may be one. */
async function refuseNoTop(repository: string, options: GitOptions): Promise<void> {
  const ask = ["-C", repository, "rev-parse", "--path-format=absolute"];
  const questions = ["--git-dir", "--is-bare-repository", "--is-inside-work-tree"];
  const answer = await git([...ask, ...questions], options);
  if (answer.code !== 0) throw notARepository(repository, answer.words);
  const [gitDir = "", isBare, isInside] = answer.stdout.trimEnd().split("\n");
  const real = realOf(repository);
  if (isInside === "true") {
    const top = (await gitOutput([...ask, "--show-toplevel"], options)).trimEnd();
    if (top !== real) throw notTheTop(repository, top);
    return;
  }
  const hasLink = lstatSync(join(repository, ".git"), { throwIfNoEntry: false }) !== undefined;
  if (isBare === "true" && (realOf(gitDir) === real || hasLink)) return;
  throw notTheTop(repository, isBare === "true" ? gitDir : join(gitDir, ".."));
}

function notARepository(repository: string, words: string): WorktreeError {
  return new WorktreeError("NotARepository", `${repository} cannot be used: ${words}`, {
    remedy: "Name a git repository that is yours, or make one there with `git init`.",
  });
}

function notTheTop(repository: string, top: string): WorktreeError {
  return new WorktreeError(
    "NotARepository",
    `${repository} is no repository of its own: it lies in ${top}`,
    { remedy: `Name that, or make one there with \`git init\`.` },
  );
}

function branchElsewhere(
  { repository, path, branch }: WorktreeWish,
  at: Worktree,
  isOwn: boolean,
): WorktreeError {
  const word = shellWord;
  const run = `git -C ${word(repository)} worktree`;
  const real = realOf(path);
  // The repository has moved, and with it the name of the folder of its worktrees.
  const isMoved =
    basename(at.path) === basename(real) &&
    dirname(dirname(at.path)) === dirname(dirname(real)) &&
    at.prunable === undefined;
  const remedy = isMoved
    ? `Move it here: \`${run} repair\`, \`mkdir -p ${word(dirname(path))}\`, \`${run} move ${word(at.path)} ${word(path)}\`.`
    : at.prunable !== undefined
      ? `If that folder is gone for good: \`${run} remove --force ${word(at.path)}\`.`
      : isOwn
        ? "Give another branch, or switch to another there."
        : `Give another branch, switch to another there, or \`${run} remove ${word(at.path)}\`.`;
  const message = `branch \`${branch}\` of ${repository} is checked out at ${at.path}`;
  return new WorktreeError("BranchElsewhere", message, { remedy });
}

/** To git a branch is a file, and `a/b` one in a folder `a`. */
async function refuseNested(
  { repository, branch }: WorktreeWish,
  options: GitOptions,
): Promise<void> {
  const parts = branch.split("/");
  const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
  const patterns = [...above, `${branch}/**`].map((name) => `refs/heads/${name}`);
  const argv = ["for-each-ref", "--format=%(refname:lstrip=2)", "--", ...patterns];
  const text = await gitOutput(["-C", repository, ...argv], options);
  // A pattern is the beginning of others, too.
  const names = text.split("\n");
  const found = names.find((name) => above.includes(name) || name.startsWith(`${branch}/`));
  if (found === undefined) return;
  const message = `branch \`${branch}\` of ${repository} cannot be made beside branch \`${found}\``;
  throw new WorktreeError("BadName", message, { remedy: "Give another branch, or rename that." });
}

function foundNotes({ branch, base }: WorktreeWish): string[] {
  if (base === undefined) return [];
  return [`branch \`${branch}\` was there already, so \`${base}\` was not asked for.`];
}

async function startOf(
  { repository, base }: WorktreeWish,
  options: GitOptions,
): Promise<{ readonly start: string; readonly notes: readonly string[] }> {
  const start =
    base?.startsWith("-") === true
      ? undefined
      : await commitOf(repository, base ?? "HEAD", options);
  if (start === undefined) throw await noStart(repository, base, options);
  const notes = base === undefined ? await busyNotes(repository, start, options) : [];
  return { start, notes };
}

async function noStart(
  repository: string,
  base: string | undefined,
  options: GitOptions,
): Promise<WorktreeError> {
  if (base === undefined)
    return new WorktreeError("NoCommits", `${repository} has no commit to begin at`, {
      remedy: "Make the first commit there, or give a `base`.",
    });
  const remote = base.startsWith("-") ? undefined : await remoteOf(repository, base, options);
  const remedy =
    remote === undefined
      ? `Fetch or make it, or give another: \`git -C ${shellWord(repository)} branch --all\` lists the branches.`
      : `There is \`${remote}\`: give that, or make the branch of it.`;
  const message = `${repository} has no branch, tag or commit \`${base}\``;
  return new WorktreeError("NoSuchBase", message, { remedy });
}

/** A remote's branch of that name. */
async function remoteOf(
  repository: string,
  base: string,
  options: GitOptions,
): Promise<string | undefined> {
  const argv = ["for-each-ref", "--format=%(refname:short)", "refs/remotes/*/**"];
  const { stdout } = await git(["-C", repository, ...argv], options);
  return stdout.split("\n").find((ref) => ref.slice(ref.indexOf("/") + 1) === base);
}

/** What is checked out in the middle of a rebase is a commit like any other, and seldom the one that is meant. */
async function busyNotes(
  repository: string,
  start: string,
  options: GitOptions,
): Promise<string[]> {
  const argv = ["-C", repository, "rev-parse", "--path-format=absolute"];
  const files = ["rebase-merge", "rebase-apply", "MERGE_HEAD", "BISECT_LOG"];
  const asked = files.flatMap((file) => ["--git-path", file]);
  const { stdout } = await git([...argv, ...asked], options);
  const found = stdout
    .split("\n")
    .findIndex((file) => file !== "" && lstatSync(file, { throwIfNoEntry: false }) !== undefined);
  if (found < 0) return [];
  const what = ["a rebase", "a rebase", "a merge", "a bisect"][found] ?? "something";
  return [
    `${repository} is in the middle of ${what}: the branch begins at ${start.slice(0, 12)}, which it has checked out; a \`base\` says otherwise.`,
  ];
}

async function commitOf(
  repository: string,
  name: string,
  options: GitOptions,
): Promise<string | undefined> {
  const argv = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const { code, stdout } = await git(["-C", repository, ...argv], options);
  return code === 0 ? stdout.trim() : undefined;
}
