import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A scratch home with a repository of one commit on `main`. */
export interface ScratchRepository {
  readonly root: string;
  readonly repository: string;
  /** Where a worktree may stand; nothing does. */
  readonly path: string;
  readonly env: Record<string, string>;
  /** Runs git in the repository, or where `-C` says. */
  readonly git: (...argv: string[]) => string;
  readonly write: (path: string, text: string) => void;
  readonly commit: (folder: string, message: string) => void;
  readonly close: () => void;
}

export function scratchRepository(): ScratchRepository {
  const root = mkdtempSync(join(tmpdir(), "worktrees-"));
  const repository = join(root, "app");
  const env = {
    HOME: root,
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Tester",
    GIT_AUTHOR_EMAIL: "tester@localhost",
    GIT_COMMITTER_NAME: "Tester",
    GIT_COMMITTER_EMAIL: "tester@localhost",
  };
  mkdirSync(repository);
  const git = (...argv: string[]): string =>
    execFileSync("git", argv, {
      cwd: repository,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const write = (path: string, text: string): void => {
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  };
  const commit = (folder: string, message: string): void => {
    git("-C", folder, "add", "--all");
    git("-C", folder, "commit", "--quiet", "--allow-empty", "-m", message);
  };
  git("init", "--quiet", "-b", "main");
  write(join(repository, "one.txt"), "one\n");
  write(join(repository, "sub", "two.txt"), "two\n");
  write(join(repository, ".gitignore"), "ignored/\n");
  commit(repository, "first");
  return {
    root,
    repository,
    path: join(root, "trees", "app", "writer"),
    env,
    git,
    write,
    commit,
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}
