import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readlinkSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { makeRepository } from "../../test/repository.js";
import { openScratch, type Scratch } from "../../test/scratch.js";
import type { AppliedChange, Change } from "../documents/plan.js";
import type { Fleet } from "../fleet.js";
import { openFleet } from "../open-fleet.js";

let scratch: Scratch;
let home: string;
let file: string;
let repository: ReturnType<typeof makeRepository>;
const said: string[] = [];
beforeEach(async () => {
  scratch = await openScratch();
  home = join(scratch.root, "home");
  file = join(scratch.root, "roster.yaml");
  repository = makeRepository(home);
  said.length = 0;
});
afterEach(async () => await scratch.close());

/** Each agent with the rest of its entry. */
async function roster(agents: Readonly<Record<string, string>>, at = file): Promise<Fleet> {
  const entries = Object.entries(agents).map(([name, more]) => `  - { name: ${name}, ${more} }\n`);
  const text = `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, command: [start-agent-session.sh, --canary], restart: { delay: 1s } }
agents:
${entries.join("")}`;
  await writeFile(at, text);
  const log = (line: string): void => void said.push(line);
  return await openFleet({ roster: at, env: scratch.env, supervisor: "tmux", log });
}

const app = "worktree: ~/src/app";
const tidy = (text = ""): string =>
  text.replaceAll(home, "~").replace("~/.local/share/mosaic/fleet/worktrees/", "TREES/");
const line = ({ action, kind, target, reason, needsPrune }: Change): string =>
  `${action} ${kind} ${tidy(target)}: ${tidy(reason)}${needsPrune ? " (prune)" : ""}`;
const ofTrees = (changes: readonly Change[]): string[] =>
  changes.filter(({ kind }) => kind === "worktree").map(line);

async function treeOf(fleet: Fleet, name: string): Promise<string> {
  const { worktree } = await fleet.explain(name);
  if (worktree === undefined) throw new Error(`${name} has no worktree`);
  return worktree.path;
}

/** What a prune did with the one worktree that it met. */
async function prune(fleet: Fleet): Promise<Pick<AppliedChange, "outcome" | "message">> {
  const { changes } = await fleet.apply({ prune: true });
  const [change] = changes.filter(({ kind }) => kind === "worktree");
  const { outcome, message } = change ?? { outcome: "done" };
  return { outcome, ...(message === undefined ? {} : { message: tidy(message) }) };
}

test("two agents of one repository have a worktree each, made before they start and used again", async () => {
  const fleet = await roster({ writer: app, tester: "worktree: { repo: ~/src/app, base: main }" });
  const before = await fleet.plan();
  expect(ofTrees(before.changes)).toEqual(
    [
      "create worktree TREES/app-DIGITS/writer: is not there (branch `agent/writer` of app)",
      "create worktree TREES/app-DIGITS/tester: is not there (branch `agent/tester` of app)",
    ].map((each) =>
      each.replace("DIGITS", /app-([0-9a-f]{6})/.exec(before.changes.map(line).join())?.[1] ?? ""),
    ),
  );
  expect((await fleet.up()).agents.map(({ outcome }) => outcome)).toEqual(["started", "started"]);
  for (const { name, pane, drift, worktree } of (await fleet.status()).agents) {
    const path = await treeOf(fleet, name);
    expect(drift).toEqual([]);
    expect(worktree).toEqual({ path, branch: `agent/${name}`, expected: `agent/${name}` });
    expect(readlinkSync(`/proc/${pane?.pid}/cwd`)).toBe(realpathSync(path));
  }
  expect((await fleet.plan()).changes).toEqual([]);
  expect((await fleet.apply()).changes).toEqual([]);
  const explained = await fleet.explain("tester");
  expect(explained.workdir).toBe(explained.worktree?.path);
  expect(explained.worktree).toMatchObject({
    repository: repository.path,
    base: "main",
    source: { line: 6 },
  });
  // What it does there is its own.
  const writer = await treeOf(fleet, "writer");
  await writeFile(join(writer, "draft"), "");
  repository.git("-C", writer, "switch", "--quiet", "-c", "other");
  const [first] = (await fleet.status()).agents;
  expect(first).toMatchObject({ drift: [], worktree: { branch: "other" } });
  expect((await fleet.plan()).summary.differs).toBe(false);
  await fleet.down();
  expect((await fleet.up()).agents.map(({ outcome }) => outcome)).toEqual(["started", "started"]);
  expect(existsSync(join(writer, "draft"))).toBe(true);
});

test("one whose worktree cannot be made costs the others nothing; where none can be made nothing is written", async () => {
  const fleet = await roster({
    writer: "worktree: { repo: ~/src/app, base: nowhere }",
    other: app,
  });
  const { agents } = await fleet.up();
  expect(agents.map(({ outcome }) => outcome)).toEqual(["failed", "started"]);
  expect(agents[0]?.message).toContain("has no branch, tag or commit `nowhere`. Fetch or make it");
  const [writer] = (await fleet.status()).agents;
  expect(writer?.drift.map(({ kind }) => kind)).toEqual(["worktree", "lifecycle"]);
  await fleet.down();
  const alone = await roster({ writer: "worktree: { repo: ~/nowhere }" });
  await expect(alone.up()).rejects.toMatchObject({
    code: "Failed",
    message: `the repository ${home}/nowhere is not there`,
    remedy: "Clone it there, or name the place where it is; nothing was started.",
  });
});

test("without git nothing that needs it starts, and status goes on", async () => {
  const fleet = await roster({ writer: app });
  await fleet.up();
  const bin = join(scratch.root, "bin");
  mkdirSync(bin);
  const programs = ["tmux", "flock", "sh", "sed", "cat", "mkdir", "rm", "ls", "env", "sleep", "id"];
  const all = (scratch.env["PATH"] ?? "").split(":");
  for (const name of programs) {
    const from = all.map((folder) => join(folder, name)).find((each) => existsSync(each));
    if (from !== undefined) symlinkSync(from, join(bin, name));
  }
  const env = { ...scratch.env, PATH: bin };
  const blind = await openFleet({ roster: file, env, supervisor: "tmux" });
  const [writer] = (await blind.status()).agents;
  expect(writer).toMatchObject({ lifecycle: "active", drift: [{ kind: "look" }] });
  await blind.stop(["writer"]);
  await expect(blind.start(["writer"])).rejects.toMatchObject({
    code: "Missing",
    message: "git is not on PATH",
  });
});

test("a worktree that was deleted under its agent is drift, and made anew", async () => {
  const fleet = await roster({ writer: app });
  await fleet.up();
  const path = await treeOf(fleet, "writer");
  rmSync(path, { recursive: true });
  const [writer] = (await fleet.status()).agents;
  expect(writer?.drift).toEqual([
    {
      kind: "worktree",
      target: path,
      message: `the worktree ${path} is not there (branch \`agent/writer\` of app): \`mosaic-fleet apply\` makes it`,
    },
  ]);
  const { changes } = await fleet.apply();
  expect(changes).toMatchObject([{ kind: "worktree", needsRestart: true, outcome: "done" }]);
  expect(existsSync(join(path, "one.txt"))).toBe(true);
});

test("whose agent left goes with prune alone, and stays while it holds work or a process", async () => {
  const fleet = await roster({ writer: app, other: app });
  await fleet.up();
  const path = await treeOf(fleet, "writer");
  await writeFile(join(path, "draft"), "");
  const less = await roster({ other: app });
  expect(
    (await less.plan()).changes.map(line).map((each) => each.replaceAll(/app-[0-9a-f]{6}/g, "app")),
  ).toEqual([
    "delete session writer: is not in the roster (prune)",
    "delete worktree TREES/app/writer: its agent is not in the roster; it has uncommitted work: draft, so it is kept (prune)",
  ]);
  await less.apply();
  expect(existsSync(path)).toBe(true);
  expect(await prune(less)).toMatchObject({
    outcome: "left",
    message: expect.stringMatching(/has uncommitted work: draft, so it is kept$/),
  });
  // What is kept on purpose is no difference.
  expect(await less.plan()).toMatchObject({
    changes: [{ kind: "worktree" }],
    summary: { differs: false },
  });
  rmSync(join(path, "draft"));
  const child = spawn("sh", ["-c", "echo; read -r _"], {
    cwd: path,
    stdio: ["pipe", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  expect(await prune(less)).toMatchObject({
    outcome: "left",
    message: expect.stringContaining(`process ${child.pid} (sh)`),
  });
  child.stdin.end();
  await once(child, "exit");
  expect((await less.plan()).summary.differs).toBe(true);
  expect(await prune(less)).toEqual({ outcome: "done" });
  expect(existsSync(path)).toBe(false);
  expect((await less.plan()).changes).toEqual([]);
  expect(repository.git("branch", "--list", "agent/writer")).toContain("agent/writer");
});

test("another repository in the roster: the agent moves, and its old worktree goes in the same prune", async () => {
  const fleet = await roster({ writer: app });
  await fleet.up();
  const old = await treeOf(fleet, "writer");
  makeRepository(home, "second");
  const moved = await roster({ writer: "worktree: ~/src/second" });
  expect(await moved.apply({ prune: true })).toMatchObject({
    changes: [
      { action: "create", kind: "worktree", outcome: "done" },
      { action: "restart", outcome: "done" },
      { action: "delete", kind: "worktree", target: old, outcome: "done" },
    ],
  });
  const path = await treeOf(moved, "writer");
  await waitFor(async () => (await moved.status()).agents[0]?.lifecycle === "active", {
    what: "it runs",
  });
  const pid = (await moved.status()).agents[0]?.pane?.pid;
  expect(readlinkSync(`/proc/${pid}/cwd`)).toBe(realpathSync(path));
  expect(existsSync(old)).toBe(false);
});

test("another roster's agent of the same name is refused that folder, until that roster is gone", async () => {
  await (await roster({ writer: app })).up();
  const second = join(scratch.root, "second.yaml");
  await roster({ writer: app }, second);
  const other = await openFleet({
    roster: second,
    env: scratch.env,
    supervisor: "tmux",
    socket: "second",
  });
  const words = `is the worktree of agent \`writer\` of another roster, ${realpathSync(file)}`;
  await expect(other.up()).rejects.toThrow(words);
  const plan = await other.plan();
  expect(ofTrees(plan.changes).join()).toContain(words);
  rmSync(file);
  expect((await other.up()).agents).toMatchObject([{ outcome: "started" }]);
  await other.down();
});

test("two commands at once make each worktree once", async () => {
  const fleet = await roster({ writer: app, tester: app, third: app });
  const [one, two] = await Promise.all([
    fleet.up(),
    (await roster({ writer: app, tester: app, third: app })).up(),
  ]);
  const outcomes = [...one.agents, ...two.agents].map(({ outcome }) => outcome);
  expect(outcomes.filter((each) => each === "failed")).toEqual([]);
  expect(said.filter((each) => each.startsWith("made the worktree"))).toHaveLength(3);
});
