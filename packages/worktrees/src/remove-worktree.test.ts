import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scratchRepository, type ScratchRepository } from "../test/scratch-repository.js";
import { makeWorktree } from "./make-worktree.js";
import { asideOf, goneOf, LEAVING } from "./place.js";
import { removeWorktree, whatKeeps } from "./remove-worktree.js";

let scratch: ScratchRepository;
beforeEach(async () => {
  scratch = scratchRepository();
  const { repository, path, env } = scratch;
  await makeWorktree({ repository, path, branch: "agent/writer" }, { env });
});
afterEach(() => scratch.close());

const list = (): string => scratch.git("worktree", "list", "--porcelain");

async function remove(): Promise<string[]> {
  const keeps = await removeWorktree(scratch, { env: scratch.env });
  return keeps.map(({ what, words }) => `${what}: ${words.replaceAll(/[0-9a-f]{7,}/g, "COMMIT")}`);
}

/** It stands as it was, and nothing says that it was to go. */
function expectKept(): void {
  expect(existsSync(join(scratch.path, ".git"))).toBe(true);
  expect(list()).not.toContain("locked");
  expect(readdirSync(join(scratch.path, ".."))).toEqual(["writer"]);
}

function expectGone(): void {
  expect(existsSync(join(scratch.path, ".."))).toBe(false);
  expect(list()).not.toContain("writer");
}

test("one in which nothing is goes; its branch stays", async () => {
  mkdirSync(join(scratch.path, "ignored"));
  writeFileSync(join(scratch.path, "ignored", "built"), "");
  expect(await remove()).toEqual([]);
  expectGone();
  expect(scratch.git("branch", "--list", "agent/writer")).toContain("agent/writer");
  expect(await remove()).toEqual([]);
});

test.each<[string, (path: string) => void, string]>([
  [
    "a changed file",
    (path) => writeFileSync(join(path, "one.txt"), "mine\n"),
    "changes: has uncommitted work: one.txt",
  ],
  [
    "files that git does not know, whatever the configuration hides",
    (path) => {
      scratch.git("config", "status.showUntrackedFiles", "no");
      for (const name of ["a", "b", "c\u001b[31m", "d"]) writeFileSync(join(path, name), "");
    },
    "changes: has uncommitted work: a, b, c [31m and 1 more",
  ],
  [
    "a staged rename",
    (path) => void scratch.git("-C", path, "mv", "one.txt", "other.txt"),
    "changes: has uncommitted work: other.txt",
  ],
  [
    "a commit on its branch",
    (path) => scratch.commit(path, "mine"),
    "commits: has commits that no other ref holds: COMMIT mine",
  ],
  [
    "a commit on no branch",
    (path) => {
      scratch.git("-C", path, "switch", "--quiet", "--detach");
      scratch.commit(path, "mine");
    },
    "commits: has commits that no other ref holds: COMMIT mine",
  ],
  [
    "a merge that was begun",
    (path) => {
      scratch.git("branch", "side", "main");
      scratch.commit(path, "here");
      scratch.git("branch", "here", "agent/writer");
      scratch.git("switch", "--quiet", "side");
      scratch.commit(scratch.repository, "there");
      scratch.git("-C", path, "merge", "--no-commit", "--no-ff", "side");
    },
    "operation: is in the middle of a merge",
  ],
  [
    "a lock of the person's",
    (path) => void scratch.git("worktree", "lock", "--reason", "mine", path),
    "lock: is locked: mine",
  ],
])("%s keeps it", async (_, change, words) => {
  change(scratch.path);
  expect(await remove()).toEqual([words]);
  if (!words.startsWith("lock")) expectKept();
});

test("what another branch, tag or remote holds keeps nothing", async () => {
  scratch.commit(scratch.path, "mine");
  scratch.git("update-ref", "refs/remotes/origin/agent/writer", "agent/writer");
  expect(await remove()).toEqual([]);
  expectGone();
});

test("repositories of its submodules keep it", async () => {
  const part = join(scratch.root, "part");
  scratch.git("clone", "--quiet", scratch.repository, part);
  const allow = ["-c", "protocol.file.allow=always"];
  scratch.git("-C", scratch.path, ...allow, "submodule", "--quiet", "add", part, "part");
  scratch.commit(scratch.path, "with a part");
  scratch.git("branch", "held", "agent/writer");
  expect(await remove()).toEqual(["submodules: holds the repositories of its submodules"]);
});

test.each(["directory", "file"])("a process whose %s is in it keeps it", async (how) => {
  const inside = how === "directory" ? scratch.path : "/";
  const child = spawn(
    "sh",
    [
      "-c",
      `exec 3< "$1"; echo; read -r _`,
      "sh",
      join(scratch.path, how === "file" ? "one.txt" : ".."),
    ],
    {
      cwd: inside,
      stdio: ["pipe", "pipe", "ignore"],
    },
  );
  try {
    await once(child.stdout, "data");
    expect(await remove()).toEqual([`process: is used by process ${child.pid} (sh)`]);
    expectKept();
  } finally {
    child.stdin.end();
    await once(child, "exit");
  }
  expect(await remove()).toEqual([]);
});

test("what is saved between the two looks keeps it", async () => {
  // A git that saves a file as soon as the folder has moved.
  const bin = join(scratch.root, "bin");
  mkdirSync(bin);
  const shim = `#!/bin/sh
PATH=${scratch.env["PATH"]}
case " $* " in *" lock "*) git "$@"; touch "$HOME/locked"; exit ;; esac
if [ -e "$HOME/locked" ] && [ -d "${asideOf(scratch.path)}" ]; then echo late > "${asideOf(scratch.path)}/late"; fi
exec git "$@"
`;
  writeFileSync(join(bin, "git"), shim, { mode: 0o755 });
  const env = { ...scratch.env, PATH: `${bin}:${scratch.env["PATH"]}` };
  const keeps = await removeWorktree(scratch, { env });
  expect(keeps.map(({ words }) => words)).toEqual(["has uncommitted work: late"]);
  expect(existsSync(join(scratch.root, "locked"))).toBe(true);
  expectKept();
});

test("its folder deleted by hand: git forgets it, and no other", async () => {
  const other = join(scratch.root, "other");
  scratch.git("worktree", "add", "--quiet", other);
  rmSync(other, { recursive: true });
  rmSync(scratch.path, { recursive: true });
  expect(await remove()).toEqual([]);
  expect(list()).toContain("other");
  expect(list()).not.toContain("writer");
});

test("its repository gone, moved or made anew: it is kept", async () => {
  renameSync(scratch.repository, `${scratch.repository}.old`);
  expect((await remove()).join()).toMatch(
    /^unknown: cannot be looked at: the repository .* is not there$/,
  );
  mkdirSync(scratch.repository);
  scratch.git("init", "--quiet");
  expect((await remove()).join()).toMatch(/^unknown: is unknown to its repository/);
  rmSync(scratch.path, { recursive: true });
  rmSync(scratch.repository, { recursive: true });
  expect(await removeWorktree(scratch, { env: scratch.env })).toEqual([]);
});

test("a removal that was cut short is ended, or taken back where it is wanted again", async () => {
  const { repository, path, env } = scratch;
  const lock = (): string => scratch.git("worktree", "lock", "--reason", LEAVING, path);
  const wish = { repository, path, branch: "agent/writer" };
  // Behind the lock, behind the first rename, behind the second one, in the middle of the removal.
  const steps = [
    (): string => lock(),
    (): void => (lock(), renameSync(path, asideOf(path))),
    (): void => (lock(), renameSync(path, goneOf(path))),
    (): void => (lock(), renameSync(path, goneOf(path)), rmSync(join(goneOf(path), ".git"))),
    (): void => (lock(), rmSync(path, { recursive: true })),
  ];
  for (const step of steps) {
    step();
    expect(await remove()).toEqual([]);
    expectGone();
    await makeWorktree(wish, { env });
    step();
    await makeWorktree(wish, { env });
    expectKept();
    expect(await whatKeeps(scratch, { env })).toEqual([]);
  }
  lock();
  renameSync(path, asideOf(path));
  writeFileSync(join(asideOf(path), "late"), "");
  expect(await remove()).toEqual(["changes: has uncommitted work: late"]);
  expectKept();
});
