import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gitOutput, type GitOptions } from "./git.js";
import type { Worktree } from "./parse-worktree-list.js";
import { isThere } from "./place.js";
import { shownWords } from "./shown-words.js";

/** One reason why a worktree is kept, half a sentence. */
export interface Keep {
  readonly what:
    "changes" | "operation" | "commits" | "submodules" | "process" | "lock" | "unknown";
  readonly words: string;
}

/** Files of a worktree's own git folder that say that something was begun in it. */
const OPERATIONS: readonly (readonly [string, string])[] = [
  ["rebase-merge", "a rebase"],
  ["rebase-apply", "a rebase"],
  ["MERGE_HEAD", "a merge"],
  ["CHERRY_PICK_HEAD", "a cherry-pick"],
  ["REVERT_HEAD", "a revert"],
  ["BISECT_LOG", "a bisect"],
];
/** So many names are told. */
const NAMED = 3;

/**
 * What would be lost with a working tree: changes and files that git does not track (those that it ignores do not count), what was begun and
 * not ended, commits that no ref but its own holds, and repositories of submodules, which lie in its own git folder. `path`: where it stands
 * now, wherever git believes it to be.
 */
export async function unsavedWork(
  path: string,
  gitFolder: string,
  worktree: Worktree,
  options: GitOptions = {},
): Promise<Keep[]> {
  // By name: where its `.git` is gone git would look for one in the folders above.
  const here = [`--git-dir=${gitFolder}`, `--work-tree=${path}`];
  const status = [
    "status",
    "--porcelain",
    "-z",
    "--untracked-files=all",
    "--ignore-submodules=none",
  ];
  const changes = changedFiles(await gitOutput([...here, ...status], options));
  const operation = OPERATIONS.find(([file]) => isThere(join(gitFolder, file)));
  const commits = await unheldCommits(here, worktree, options);
  const keeps: (Keep | false)[] = [
    changes.length > 0 && { what: "changes", words: `has uncommitted work: ${named(changes)}` },
    operation !== undefined && { what: "operation", words: `is in the middle of ${operation[1]}` },
    commits.length > 0 && {
      what: "commits",
      words: `has commits that no other ref holds: ${named(commits)}`,
    },
    hasSubmodules(gitFolder) && {
      what: "submodules",
      words: "holds the repositories of its submodules",
    },
  ];
  return keeps.filter((keep) => keep !== false);
}

/** Commits, each with its subject, that go with this working tree: its own branch is no other ref. */
export async function unheldCommits(
  where: readonly string[],
  { head = "HEAD", branch }: Pick<Worktree, "head" | "branch">,
  options: GitOptions = {},
): Promise<string[]> {
  const own = branch === undefined ? [] : [`--exclude=refs/heads/${branch}`];
  const apart = ["worktree", "bisect", "rewritten"].map((name) => `--exclude=refs/${name}/*`);
  const argv = ["rev-list", `--max-count=${MOST_COMMITS}`, "--no-commit-header", "--format=%h %s"];
  const asked = [head, "--glob=refs/worktree/*", "--not", ...own, ...apart, "--glob=refs/*"];
  const text = await gitOutput([...where, ...argv, ...asked, "--"], options);
  return text.split("\n").filter((line) => line !== "");
}

const MOST_COMMITS = 1000;

/** Paths of `git status --porcelain -z`; of what was renamed the new one. */
function changedFiles(text: string): string[] {
  const found: string[] = [];
  const parts = text.split("\0");
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] ?? "";
    if (part.length < 4) continue;
    found.push(part.slice(3));
    if (/^(?:[RC].|.[RC])/.test(part)) index++;
  }
  return found;
}

/** `a, b, c and 4 more`. */
function named(list: readonly string[]): string {
  const some = list.slice(0, NAMED).map((each) => shownWords(each) || "?");
  const more = list.length - some.length;
  return more > 0 ? `${some.join(", ")} and ${more} more` : some.join(", ");
}

function hasSubmodules(gitFolder: string): boolean {
  try {
    return readdirSync(join(gitFolder, "modules")).length > 0;
  } catch {
    return false;
  }
}
