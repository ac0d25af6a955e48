import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { scratchRepository, type ScratchRepository } from "../test/scratch-repository.js";
import { WorktreeError } from "./error.js";
import { listWorktrees } from "./list-worktrees.js";
import { assertCanBeMade, makeWorktree } from "./make-worktree.js";
import { lookAtPlace, MAKING } from "./place.js";
import type { WorktreeWish } from "./check-wish.js";

let scratch: ScratchRepository;
beforeEach(() => {
  scratch = scratchRepository();
});
afterEach(() => scratch.close());

const wish = (more: Partial<WorktreeWish> = {}): WorktreeWish => ({
  repository: scratch.repository,
  path: scratch.path,
  branch: "agent/writer",
  ...more,
});

async function refusal(more: Partial<WorktreeWish>): Promise<[string, string, string]> {
  const options = { env: scratch.env };
  const told = async (use: () => Promise<unknown>): Promise<WorktreeError> => {
    const error = await use().then(
      () => new Error("it was made"),
      (cause: unknown) => cause,
    );
    if (error instanceof WorktreeError) return error;
    throw error;
  };
  const made = await told(async () => await makeWorktree(wish(more), options));
  // Who only asks is told the same.
  const asked = await told(
    async () =>
      await assertCanBeMade(
        wish(more),
        await listWorktrees(wish(more).repository, options),
        options,
      ),
  );
  expect(asked.message).toBe(made.message);
  const plain = (text = ""): string => text.replaceAll(scratch.root, "~");
  return [made.code, plain(made.message), plain(made.remedy)];
}

async function stateOf(path = scratch.path): Promise<string> {
  return lookAtPlace(await listWorktrees(scratch.repository, { env: scratch.env }), path).state;
}

test("a branch of its own from what is checked out, once", async () => {
  expect(await stateOf()).toBe("missing");
  expect(await makeWorktree(wish(), { env: scratch.env })).toEqual({ made: true, notes: [] });
  expect(readFileSync(join(scratch.path, "sub", "two.txt"), "utf8")).toBe("two\n");
  expect(scratch.git("-C", scratch.path, "status", "--porcelain", "--branch")).toBe(
    "## agent/writer\n",
  );
  expect(await stateOf()).toBe("there");
  // What is there is the agent's, on whatever branch.
  scratch.git("-C", scratch.path, "switch", "--quiet", "-c", "other");
  writeFileSync(join(scratch.path, "one.txt"), "mine\n");
  expect(await makeWorktree(wish(), { env: scratch.env })).toEqual({ made: false, notes: [] });
  expect(readFileSync(join(scratch.path, "one.txt"), "utf8")).toBe("mine\n");
});

test("from a base, which the branch does not follow; a branch that is there is taken as it is", async () => {
  scratch.git("branch", "old");
  scratch.commit(scratch.repository, "second");
  scratch.git("remote", "add", "origin", scratch.repository);
  scratch.git("update-ref", "refs/remotes/origin/old", "old");
  await makeWorktree(wish({ base: "origin/old" }), { env: scratch.env });
  const head = (): string => scratch.git("-C", scratch.path, "log", "-1", "--format=%s").trim();
  expect(head()).toBe("first");
  expect(() => scratch.git("-C", scratch.path, "rev-parse", "@{upstream}")).toThrow("no upstream");
  scratch.git("worktree", "remove", scratch.path);
  const { notes } = await makeWorktree(wish({ base: "main" }), { env: scratch.env });
  expect(notes).toEqual(["branch `agent/writer` was there already, so `main` was not asked for."]);
  expect(head()).toBe("first");
});

test("a bare repository, one behind a link, and names with blanks and without ASCII", async () => {
  const bare = join(scratch.root, "b äre.git");
  scratch.git("clone", "--quiet", "--bare", scratch.repository, bare);
  const link = join(scratch.root, "link");
  symlinkSync(bare, link);
  const path = join(scratch.root, "trees of ü", "it's $HOME", "writer");
  await makeWorktree(wish({ repository: link, path }), { env: scratch.env });
  expect(existsSync(join(path, "one.txt"))).toBe(true);
  const list = await listWorktrees(bare, { env: scratch.env });
  expect(lookAtPlace(list, path).state).toBe("there");
});

test("the caller's GIT_ names lead nowhere else", async () => {
  const elsewhere = { GIT_DIR: "/nowhere", GIT_INDEX_FILE: "/nowhere/index", GIT_WORK_TREE: "/" };
  await makeWorktree(wish(), { env: { ...scratch.env, ...elsewhere } });
  expect(await stateOf()).toBe("there");
});

test("each refusal names what to do", async () => {
  const { root, repository } = scratch;
  expect(await refusal({ repository: join(root, "none") })).toMatchInlineSnapshot(`
    [
      "NotARepository",
      "the repository ~/none is not there",
      "Clone it there, or name the place where it is.",
    ]
  `);
  mkdirSync(join(root, "plain"));
  expect(await refusal({ repository: join(root, "plain") })).toMatchInlineSnapshot(`
    [
      "NotARepository",
      "~/plain cannot be used: not a git repository (or any of the parent directories): .git",
      "Name a git repository that is yours, or make one there with \`git init\`.",
    ]
  `);
  writeFileSync(join(root, "file"), "");
  expect(await refusal({ repository: join(root, "file") })).toMatchInlineSnapshot(`
    [
      "NotARepository",
      "the repository ~/file is no folder",
      "Clone it there, or name the place where it is.",
    ]
  `);
  expect(await refusal({ repository: join(repository, "sub") })).toMatchInlineSnapshot(`
    [
      "NotARepository",
      "~/app/sub is no repository of its own: it lies in ~/app",
      "Name that, or make one there with \`git init\`.",
    ]
  `);
  expect(await refusal({ repository: join(repository, ".git") })).toMatchInlineSnapshot(`
    [
      "NotARepository",
      "~/app/.git is no repository of its own: it lies in ~/app",
      "Name that, or make one there with \`git init\`.",
    ]
  `);
  expect(await refusal({ base: "nowhere" })).toMatchInlineSnapshot(`
    [
      "NoSuchBase",
      "~/app has no branch, tag or commit \`nowhere\`",
      "Fetch or make it, or give another: \`git -C ~/app branch --all\` lists the branches.",
    ]
  `);
  expect(await refusal({ base: "--force" })).toMatchInlineSnapshot(`
    [
      "NoSuchBase",
      "~/app has no branch, tag or commit \`--force\`",
      "Fetch or make it, or give another: \`git -C ~/app branch --all\` lists the branches.",
    ]
  `);
  expect(await refusal({ branch: "-b" })).toMatchInlineSnapshot(`
    [
      "BadName",
      "\`-b\` cannot be the name of a branch",
      "Give another one: \`git help check-ref-format\` has the rules.",
    ]
  `);
  expect(await refusal({ branch: "a..b" })).toMatchInlineSnapshot(`
    [
      "BadName",
      "\`a..b\` cannot be the name of a branch",
      "Give another one: \`git help check-ref-format\` has the rules.",
    ]
  `);
  expect(await refusal({ branch: "main" })).toMatchInlineSnapshot(`
    [
      "BranchElsewhere",
      "branch \`main\` of ~/app is checked out at ~/app",
      "Give another branch, or switch to another there.",
    ]
  `);
  scratch.git("branch", "agent");
  expect(await refusal({})).toMatchInlineSnapshot(`
    [
      "BadName",
      "branch \`agent/writer\` of ~/app cannot be made beside branch \`agent\`",
      "Give another branch, or rename that.",
    ]
  `);
  scratch.git("branch", "-m", "agent", "deep/er/name");
  expect(await refusal({ branch: "deep/er" })).toMatchInlineSnapshot(`
    [
      "BadName",
      "branch \`deep/er\` of ~/app cannot be made beside branch \`deep/er/name\`",
      "Give another branch, or rename that.",
    ]
  `);
  mkdirSync(scratch.path, { recursive: true });
  writeFileSync(join(scratch.path, "mine"), "");
  expect(await refusal({})).toMatchInlineSnapshot(`
    [
      "Occupied",
      "~/trees/app/writer stands where a worktree of ~/app belongs, and is none of its worktrees",
      "Look at it, then move it away: \`mv ~/trees/app/writer ~/trees/app/writer.old\`.",
    ]
  `);
});

test("no commit yet, and a base that only a remote has", async () => {
  const empty = join(scratch.root, "empty");
  scratch.git("init", "--quiet", empty);
  expect(await refusal({ repository: empty })).toMatchInlineSnapshot(`
    [
      "NoCommits",
      "~/empty has no commit to begin at",
      "Make the first commit there, or give a \`base\`.",
    ]
  `);
  scratch.git("branch", "feature/x");
  const clone = join(scratch.root, "clone");
  scratch.git("clone", "--quiet", scratch.repository, clone);
  expect(await refusal({ repository: clone, base: "feature/x" })).toMatchInlineSnapshot(`
    [
      "NoSuchBase",
      "~/clone has no branch, tag or commit \`feature/x\`",
      "There is \`origin/feature/x\`: give that, or make the branch of it.",
    ]
  `);
});

test("in the middle of a rebase it begins at what is checked out, and says so", async () => {
  scratch.git("switch", "--quiet", "-c", "side");
  scratch.write(join(scratch.repository, "one.txt"), "side\n");
  scratch.commit(scratch.repository, "side");
  scratch.git("switch", "--quiet", "main");
  scratch.write(join(scratch.repository, "one.txt"), "main\n");
  scratch.commit(scratch.repository, "main");
  expect(() => scratch.git("rebase", "side")).toThrow("could not apply");
  const { notes } = await makeWorktree(wish(), { env: scratch.env });
  expect(notes.join()).toMatch(/is in the middle of a rebase: the branch begins at [0-9a-f]{12}/);
  const other = { path: `${scratch.path}2`, branch: "agent/two", base: "side" };
  expect(await makeWorktree(wish(other), { env: scratch.env })).toEqual({ made: true, notes: [] });
});

test("a folder that was deleted by hand is made anew on its branch; with commits of nobody's it is not", async () => {
  await makeWorktree(wish(), { env: scratch.env });
  scratch.commit(scratch.path, "mine");
  rmSync(scratch.path, { recursive: true });
  expect(await stateOf()).toBe("missing");
  await makeWorktree(wish(), { env: scratch.env });
  expect(scratch.git("-C", scratch.path, "log", "-1", "--format=%s")).toBe("mine\n");
  scratch.git("-C", scratch.path, "switch", "--quiet", "--detach");
  scratch.commit(scratch.path, "of nobody");
  rmSync(scratch.path, { recursive: true });
  const [code, message, remedy] = await refusal({});
  expect([
    code,
    message.replaceAll(/[0-9a-f]{12}/g, "COMMIT"),
    remedy.replaceAll(/[0-9a-f]{12}/g, "COMMIT"),
  ]).toMatchInlineSnapshot(`
    [
      "Occupied",
      "the folder ~/trees/app/writer is gone, and no branch holds what was checked out there (COMMIT)",
      "Keep it: \`git -C ~/app branch NAME COMMIT\`.",
    ]
  `);
  scratch.git("worktree", "lock", "--reason", "on a drive", scratch.path);
  expect(await refusal({})).toMatchInlineSnapshot(`
    [
      "Locked",
      "~/trees/app/writer is away, and it is locked: on a drive",
      "Bring it back, or \`git -C ~/app worktree unlock ~/trees/app/writer\`.",
    ]
  `);
});

test("a repository that was moved tells how its worktrees follow", async () => {
  await makeWorktree(wish(), { env: scratch.env });
  const moved = join(scratch.root, "moved");
  renameSync(scratch.repository, moved);
  const path = join(scratch.root, "trees", "moved", "writer");
  const [code, message, remedy] = await refusal({ repository: moved, path });
  expect([code, message]).toMatchInlineSnapshot(`
    [
      "BranchElsewhere",
      "branch \`agent/writer\` of ~/moved is checked out at ~/trees/app/writer",
    ]
  `);
  // What is in backticks brings it, with what is in it.
  writeFileSync(join(scratch.path, "mine"), "");
  for (const [, command = ""] of remedy.matchAll(/`([^`]+)`/g)) {
    const [program = "", ...argv] = command.replaceAll("~", scratch.root).split(" ");
    execFileSync(program, argv, { env: scratch.env, cwd: "/", stdio: "pipe" });
  }
  expect(existsSync(join(path, "mine"))).toBe(true);
  expect((await makeWorktree(wish({ repository: moved, path }), { env: scratch.env })).made).toBe(
    false,
  );
});

test("without its `.git` it is not made over", async () => {
  await makeWorktree(wish(), { env: scratch.env });
  rmSync(join(scratch.path, ".git"));
  const [, message, remedy] = await refusal({});
  expect(message).toContain("has lost its `.git`");
  // What is in backticks mends it.
  const command = /`(git .*)`/.exec(remedy)?.[1]?.replaceAll("~", scratch.root).split(" ") ?? [];
  scratch.git(...command.slice(1));
  expect(await stateOf()).toBe("there");
});

test("the person's hook runs as by hand; one that fails or hangs is told, and costs no worktree", async () => {
  const hook = join(scratch.repository, ".git", "hooks", "post-checkout");
  const script = (body: string): void =>
    writeFileSync(hook, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  script('echo "$PWD $1 $3" > "$HOME/hooked"');
  await makeWorktree(wish(), { env: scratch.env });
  expect(readFileSync(join(scratch.root, "hooked"), "utf8")).toBe(
    `${scratch.path} ${"0".repeat(40)} 1\n`,
  );
  script("echo no >&2; exit 3");
  const failing = { path: `${scratch.path}2`, branch: "agent/two" };
  expect(await makeWorktree(wish(failing), { env: scratch.env })).toEqual({
    made: true,
    notes: ["its post-checkout hook ended with 3: no"],
  });
  script("sleep 1000");
  const hanging = { path: `${scratch.path}3`, branch: "agent/three" };
  const options = { env: scratch.env, hookMs: 500 };
  expect((await makeWorktree(wish(hanging), options)).notes).toEqual([
    "its post-checkout hook did not end in time, and was killed.",
  ]);
  expect(await stateOf(hanging.path)).toBe("there");
});

test("submodules are left to whoever wants them, and a sparse checkout stays one", async () => {
  const part = join(scratch.root, "part");
  scratch.git("clone", "--quiet", scratch.repository, part);
  scratch.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part, "part");
  scratch.commit(scratch.repository, "with a part");
  scratch.git("sparse-checkout", "set", "--skip-checks", "part");
  await makeWorktree(wish(), { env: scratch.env });
  expect(existsSync(join(scratch.path, "one.txt"))).toBe(true);
  expect(existsSync(join(scratch.path, "sub"))).toBe(false);
  expect(existsSync(join(scratch.path, "part", "one.txt"))).toBe(false);
});

test("a checkout that fails leaves a half, which the next call makes whole", async () => {
  scratch.git("config", "filter.full.clean", "cat");
  scratch.write(join(scratch.repository, ".gitattributes"), "*.txt filter=full\n");
  scratch.commit(scratch.repository, "filtered");
  scratch.git("config", "filter.full.smudge", "echo No space left on device >&2; false");
  scratch.git("config", "filter.full.required", "true");
  await expect(makeWorktree(wish(), { env: scratch.env })).rejects.toThrow("smudge filter full");
  expect(await stateOf()).toBe("half-made");
  expect(scratch.git("worktree", "list", "--porcelain")).toContain(`locked ${MAKING}`);
  scratch.git("config", "filter.full.smudge", "cat");
  expect((await makeWorktree(wish(), { env: scratch.env })).made).toBe(true);
  expect(await stateOf()).toBe("there");
  expect(scratch.git("-C", scratch.path, "status", "--porcelain")).toBe("");
});
