import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runForTest, type CliResult } from "./testing/run-for-test.js";
import { bundleInto } from "./testing/scratch.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

/** A home with a repository, and a roster of two who work in it. */
function settle(home: string, agents: readonly string[] = ["writer", "tester"]): void {
  const config = join(home, ".config/mosaic/fleet");
  mkdirSync(config, { recursive: true });
  const entries = agents.map((name) => `  - name: ${name}\n`).join("");
  writeFileSync(
    join(config, "roster.yaml"),
    `version: 1
name: demo
socket_name: mosaic-fleet
defaults:
  runtime: command
  command: [start-agent-session.sh, --canary]
  worktree: { repo: ~/src/app, base: main }
agents:
${entries}`,
  );
  const repository = join(home, "src/app");
  if (existsSync(repository)) return;
  mkdirSync(repository, { recursive: true });
  const who = ["-c", "user.name=me", "-c", "user.email=me@localhost"];
  const git = (...argv: string[]): void =>
    void execFileSync("git", ["-C", repository, ...argv], { stdio: "pipe" });
  git("init", "--quiet", "-b", "main");
  git(...who, "commit", "--quiet", "--allow-empty", "-m", "first");
}

describe("in tmux alone", () => {
  let away: ThrowAwayTmux;
  let home: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
    home = join(away.directory, "home");
    mkdirSync(join(away.directory, "run"), { mode: 0o700 });
    env = { ...away.env, HOME: home, XDG_RUNTIME_DIR: join(away.directory, "run") };
    settle(home);
  });
  afterEach(async () => await away.close());

  async function run(words: string): Promise<string> {
    const argv = [...words.split(" "), "--supervisor", "tmux"];
    const { code, stdout, stderr } = await runForTest(argv, { env });
    const text = `${stdout}\n${stderr}\n[exit ${code}]`.replaceAll(/app-[0-9a-f]{6}/g, "app");
    return text
      .replaceAll(home, "HOME")
      .replaceAll(/(?<=^|\n)(?:create|wrote) .*(?:is not there|files)\n/g, "");
  }

  test("what each command says of a worktree", async () => {
    expect(await run("plan")).toMatchInlineSnapshot(`
      "create  the worktree ~/.local/share/mosaic/fleet/worktrees/app/writer: is not there (branch \`agent/writer\` of app)
      create  the worktree ~/.local/share/mosaic/fleet/worktrees/app/tester: is not there (branch \`agent/tester\` of app)
      start   writer: does not run
      start   tester: does not run

      25 to create, 2 to start: \`mosaic-fleet apply\`.

      [exit 3]"
    `);
    expect((await run("explain writer")).split("\n").slice(1, 3)).toMatchInlineSnapshot(`
      [
        "workdir  HOME/.local/share/mosaic/fleet/worktrees/app/writer",
        "worktree  branch agent/writer of ~/src/app, made from main  (~/.config/mosaic/fleet/roster.yaml:7 (defaults))",
      ]
    `);
    expect(await run("up")).toContain("made the worktree of tester: HOME/.local/share/");
    expect(await run("plan")).toMatchInlineSnapshot(`
      "
      Nothing to do: everything is as the roster says.

      [exit 0]"
    `);
    const tree = JSON.parse(
      (await runForTest(["explain", "writer", "--json"], { env })).stdout,
    ) as {
      worktree: { path: string };
    };
    const { path } = tree.worktree;
    execFileSync("git", ["-C", path, "switch", "--quiet", "-c", "experiment"]);
    expect((await run("status")).split("\n").slice(-4)).toMatchInlineSnapshot(`
      [
        "writer: works on branch \`experiment\`, and the roster says \`agent/writer\`",
        "",
        "",
        "[exit 0]",
      ]
    `);
    writeFileSync(join(path, "draft"), "");
    settle(home, ["tester"]);
    expect(await run("apply --prune --yes")).toMatchInlineSnapshot(`
      "delete  writer: is not in the roster (\`--prune\`)
      delete  the worktree ~/.local/share/mosaic/fleet/worktrees/app/writer: its agent is not in the roster; it has uncommitted work: draft, so it is kept (\`--prune\`)
      deleted writer: is not in the roster

      HOME/.local/share/mosaic/fleet/worktrees/app/writer has uncommitted work: draft, so it is kept.

      [exit 0]"
    `);
    rmSync(join(path, "draft"));
    expect(await run("apply --prune")).toMatchInlineSnapshot(`
      "delete  the worktree ~/.local/share/mosaic/fleet/worktrees/app/writer: its agent is not in the roster (\`--prune\`)

      mosaic-fleet: \`apply --prune\` removes 1 worktree, and there is no terminal to ask on
      Look first, then run it with \`--yes\`: \`mosaic-fleet apply --prune --yes\`.

      [exit 2]"
    `);
    expect(await run("apply --prune --yes")).toMatchInlineSnapshot(`
      "delete  the worktree ~/.local/share/mosaic/fleet/worktrees/app/writer: its agent is not in the roster (\`--prune\`)
      deleted the worktree ~/.local/share/mosaic/fleet/worktrees/app/writer: its agent is not in the roster


      [exit 0]"
    `);
    expect(existsSync(path)).toBe(false);
    expect(await run("plan")).toMatchInlineSnapshot(`
      "
      Nothing to do: everything is as the roster says.

      [exit 0]"
    `);
  });

  test("what cannot be made, and a git that is not there", async () => {
    rmSync(join(home, "src/app/.git"), { recursive: true });
    expect(await run("up")).toMatchInlineSnapshot(`
      "
      mosaic-fleet: HOME/src/app cannot be used: not a git repository (or any of the parent directories): .git
      Name a git repository that is yours, or make one there with \`git init\`; nothing was started.

      [exit 1]"
    `);
    // What a roster says is read without git.
    const { code } = await runForTest(["validate"], { env: { ...env, PATH: "/nowhere" } });
    expect(code).toBe(0);
  });
});

describe.skipIf(obstacle !== undefined)("under a real user manager", () => {
  const repository = join(import.meta.dirname, "../../..");
  const keep = [repository, dirname(process.execPath)];
  const fixture = sandboxFixture({ beforeAll, afterAll }, { keep });
  let program: string;
  beforeAll(async () => {
    const folder = join(fixture.sandbox.home, "program");
    mkdirSync(folder);
    program = await bundleInto(folder);
    settle(fixture.sandbox.home);
  });

  async function run(words: string): Promise<CliResult> {
    const argv = [program, ...words.split(" ")];
    const { exitCode, stdout, stderr } = await fixture.sandbox.exec(process.execPath, argv, {
      deadlineMs: HANG_MS,
    });
    return { code: exitCode ?? -1, stdout, stderr };
  }

  test("two agents of one repository come up, each in its own", async () => {
    const up = await run("up");
    expect(up.code).toBe(0);
    expect(up.stderr).toContain("made the worktree of writer");
    expect((await run("status")).code).toBe(0);
    expect((await run("plan")).code).toBe(0);
    const { stdout } = await run("screen writer");
    expect(stdout).toContain("canary");
    settle(fixture.sandbox.home, ["tester"]);
    const pruned = await run("apply --prune --yes");
    expect(pruned).toMatchObject({ code: 0 });
    expect(pruned.stdout).toMatch(
      /deleted the worktree ~\/.*\/writer: its agent is not in the roster/,
    );
  });
});
