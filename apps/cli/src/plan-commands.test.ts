import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runForTest, type CliResult, type RunOptions } from "./testing/run-for-test.js";

let away: ThrowAwayTmux;
let home: string;
let env: Record<string, string>;
beforeEach(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  home = join(away.directory, "home");
  for (const folder of ["home/.config/mosaic/fleet", "run"])
    mkdirSync(join(away.directory, folder), { recursive: true, mode: 0o700 });
  env = { ...away.env, HOME: home, XDG_RUNTIME_DIR: join(away.directory, "run") };
});
afterEach(async () => await away.close());

const write = (...agents: readonly string[]): void =>
  writeFileSync(
    join(home, ".config/mosaic/fleet/roster.yaml"),
    `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, command: [sleep, "1000"], ready: { quiet: 100ms }, transcript: off }
agents:
${agents.map((agent) => `  - ${agent}\n`).join("")}`,
  );

async function run(words: string, options: RunOptions = {}): Promise<CliResult> {
  const argv = [...words.split(" "), "--supervisor", "tmux"];
  const result = await runForTest(argv, { env, ...options });
  const plain = (text: string): string => text.replaceAll(away.directory, "");
  return { ...result, stdout: plain(result.stdout), stderr: plain(result.stderr) };
}

test("plan, apply, and nothing left to do", async () => {
  write("name: one");
  const plan = await run("plan");
  expect(plan.code).toBe(3);
  expect(`${plan.stdout}${plan.stderr}`).toMatchInlineSnapshot(`
    "create  ~/.config/mosaic/tools/fleet/start-agent-session.sh: is not there
    create  ~/.config/mosaic/tools/fleet/agent-hook.sh: is not there
    create  ~/.config/mosaic/tools/fleet/claude-hooks.json: is not there
    create  ~/.config/mosaic/tools/fleet/copilot-hooks.json: is not there
    create  ~/.config/mosaic/tools/fleet/drain-queue.sh: is not there
    create  ~/.config/mosaic/tools/fleet/keep-schedule.sh: is not there
    create  ~/.config/mosaic/tools/fleet/learn-conversation.sh: is not there
    create  ~/.config/mosaic/tools/fleet/let-sleep.sh: is not there
    create  ~/.config/mosaic/tools/fleet/native-answer.js: is not there
    create  ~/.config/mosaic/tools/fleet/native-channel.js: is not there
    create  ~/.config/mosaic/tools/fleet/native-files.js: is not there
    create  ~/.config/mosaic/tools/fleet/native-limit.js: is not there
    create  ~/.config/mosaic/tools/fleet/native-messages.js: is not there
    create  ~/.config/mosaic/tools/fleet/native-rules.js: is not there
    create  ~/.config/mosaic/tools/fleet/opencode-channel.js: is not there
    create  ~/.config/mosaic/tools/fleet/opencode-tui.json: is not there
    create  ~/.config/mosaic/tools/fleet/person-hook.js: is not there
    create  ~/.config/mosaic/tools/fleet/pi-channel.js: is not there
    create  ~/.config/mosaic/tools/fleet/plugin.json: is not there
    create  ~/.config/mosaic/tools/fleet/qwen-hooks.json: is not there
    create  ~/.config/mosaic/tools/fleet/read-pane.sh: is not there
    create  ~/.config/mosaic/tools/fleet/run-person-hook.sh: is not there
    create  ~/.config/mosaic/fleet/tmux.conf: is not there
    start   one: does not run
    23 to create, 1 to start: \`mosaic-fleet apply\`.
    "
  `);
  const dry = await run("apply --dry-run");
  expect(dry).toEqual(plan);
  const apply = await run("apply");
  expect(apply.code).toBe(0);
  expect(`${apply.stdout}${apply.stderr}`).toMatchInlineSnapshot(`
    "created ~/.config/mosaic/tools/fleet/start-agent-session.sh
    created ~/.config/mosaic/tools/fleet/agent-hook.sh
    created ~/.config/mosaic/tools/fleet/claude-hooks.json
    created ~/.config/mosaic/tools/fleet/copilot-hooks.json
    created ~/.config/mosaic/tools/fleet/drain-queue.sh
    created ~/.config/mosaic/tools/fleet/keep-schedule.sh
    created ~/.config/mosaic/tools/fleet/learn-conversation.sh
    created ~/.config/mosaic/tools/fleet/let-sleep.sh
    created ~/.config/mosaic/tools/fleet/native-answer.js
    created ~/.config/mosaic/tools/fleet/native-channel.js
    created ~/.config/mosaic/tools/fleet/native-files.js
    created ~/.config/mosaic/tools/fleet/native-limit.js
    created ~/.config/mosaic/tools/fleet/native-messages.js
    created ~/.config/mosaic/tools/fleet/native-rules.js
    created ~/.config/mosaic/tools/fleet/opencode-channel.js
    created ~/.config/mosaic/tools/fleet/opencode-tui.json
    created ~/.config/mosaic/tools/fleet/person-hook.js
    created ~/.config/mosaic/tools/fleet/pi-channel.js
    created ~/.config/mosaic/tools/fleet/plugin.json
    created ~/.config/mosaic/tools/fleet/qwen-hooks.json
    created ~/.config/mosaic/tools/fleet/read-pane.sh
    created ~/.config/mosaic/tools/fleet/run-person-hook.sh
    created ~/.config/mosaic/fleet/tmux.conf
    one started
    wrote 23 files
    starting one
    "
  `);
  const nothing = { code: 0, stdout: "" };
  const right = "Nothing to do: everything is as the roster says.\n";
  expect(await run("plan")).toEqual({ ...nothing, stderr: right });
  expect(await run("apply")).toEqual({ ...nothing, stderr: right });
  expect(JSON.parse((await run("plan --json")).stdout)).toEqual({
    version: 1,
    changes: [],
    summary: { create: 0, update: 0, delete: 0, start: 0, stop: 0, restart: 0, differs: false },
  });
});

test("a restart and a removal are asked for; without a terminal `--yes` is", async () => {
  write("name: one", "name: two");
  await run("apply");
  write('{ name: one, args: ["1"] }');
  const plan = await run("plan");
  expect(`${plan.code}\n${plan.stdout}${plan.stderr}`).toMatchInlineSnapshot(`
    "3
    delete  two: is not in the roster (\`--prune\`)
    restart one: runs with another \`args\`
    1 to restart: \`mosaic-fleet apply\`.
    \`two\` is not in the roster: \`apply --prune\` ends and removes what is left.
    "
  `);
  const pid = async (): Promise<unknown> =>
    (JSON.parse((await run("status --json")).stdout) as { agents: { pane: unknown }[] }).agents[0]
      ?.pane;
  const before = await pid();
  expect(await run("apply")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("`apply` restarts 1 agent, and there is no terminal to ask on"),
  });
  const refused = await run("apply --prune", { terminal: 100, stdin: "n\n" });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatchInlineSnapshot(`
    "\`apply --prune\` restarts 1 agent and ends and removes 1 agent not in the roster. Go on? [y/N]
    Nothing was done.
    "
  `);
  expect(await pid()).toEqual(before);
  const waits = await run("apply --no-restart");
  expect([waits.code, waits.stderr]).toMatchInlineSnapshot(`
    [
      0,
      "What is new for \`one\` waits for a restart: \`mosaic-fleet restart\`.
    \`two\` is not in the roster: \`apply --prune\` ends and removes what is left.
    ",
    ]
  `);
  const done = await run("apply --prune --json", { terminal: 100, stdin: "yes\n" });
  expect(done.code).toBe(0);
  expect(JSON.parse(done.stdout)).toMatchObject({
    version: 1,
    changes: [
      { action: "delete", kind: "session", agent: "two", needsPrune: true, outcome: "done" },
      { action: "restart", kind: "session", agent: "one", outcome: "done" },
    ],
    agents: [{ agent: "one", outcome: "started" }],
  });
  expect(await pid()).not.toEqual(before);
  expect((await run("plan")).code).toBe(0);
});

test("render gives the very files that apply writes", async () => {
  write("name: one");
  const out = join(away.directory, "out");
  const stream = await run("render");
  expect(stream.code).toBe(0);
  expect(stream.stdout).toMatch(
    /^# FILE mosaic\/tools\/fleet\/start-agent-session\.sh\n#!\/bin\/sh\n/,
  );
  const { files } = JSON.parse((await run("render --json")).stdout) as {
    files: { path: string; text: string }[];
  };
  expect((await run(`render --out ${out}`)).code).toBe(0);
  await run("apply");
  for (const { path, text } of files) {
    expect(readFileSync(join(out, path), "utf8")).toBe(text);
    expect(readFileSync(join(home, ".config", path), "utf8")).toBe(text);
  }
  const compared = ["mosaic/tools", "mosaic/fleet/tmux.conf"].map((path) =>
    execFileSync("diff", ["-r", join(home, ".config", path), join(out, path)], {
      encoding: "utf8",
    }),
  );
  expect(compared).toEqual(["", ""]);
  expect(await run(`render --out ${join(out, "mosaic/fleet/tmux.conf")}`)).toMatchObject({
    code: 1,
  });
});

test("restart ends and starts, also what was stopped; who is not there is named", async () => {
  write("name: one", "{ name: off, enabled: false }");
  await run("apply");
  await run("stop one");
  expect((await run("plan")).code).toBe(0);
  expect(await run("restart one off")).toMatchObject({
    code: 0,
    stdout: "one started\noff disabled\n",
  });
  expect(await run("restart two")).toMatchObject({ code: 4 });
  expect(await run("restart")).toMatchObject({ code: 2 });
  expect(await run("apply --restart --no-restart")).toMatchObject({ code: 2 });
});

test("one program that is missing is that agent's trouble", async () => {
  write("name: one", "{ name: lost, command: [not-installed-here] }");
  const apply = await run("apply");
  expect(apply.code).toBe(1);
  expect(apply.stdout).toContain("one started\nlost failed\n");
  expect(apply.stderr).toContain("not found on PATH: `not-installed-here` of agent `lost`");
  const plan = await run("plan");
  expect([plan.code, plan.stdout]).toMatchInlineSnapshot(`
    [
      3,
      "start   lost: does not run, and cannot be started: not found on PATH: \`not-installed-here\` of agent \`lost\`. Install it, or set MOSAIC_AGENT_COMMAND in the agent's env file.
    ",
    ]
  `);
});

test("who cannot be started again goes on; a loop between two runs gets what is new", async () => {
  write(
    "name: one",
    "{ name: two, command: [sh, -c, 'exit 3'], restart: { delay: 1h, max_delay: 1h } }",
  );
  await run("apply");
  const pane = async (): Promise<unknown> =>
    (JSON.parse((await run("status --json")).stdout) as { agents: { pane: unknown }[] }).agents[0]
      ?.pane;
  const before = await pane();
  write(
    "{ name: one, command: [not-installed-here] }",
    '{ name: two, command: [sleep, "2000"], restart: { delay: 1h, max_delay: 1h } }',
  );
  const plan = await run("plan");
  expect(plan.stdout).toContain(
    "restart one: runs with another `command`, and cannot be started: not found",
  );
  expect(plan.stdout).toContain("restart two: runs with another `command`");
  const apply = await run("apply --yes");
  expect(apply).toMatchObject({ code: 1, stdout: expect.stringContaining("two started\n") });
  expect(apply.stderr).toContain("not found on PATH: `not-installed-here` of agent `one`");
  expect(await pane()).toEqual(before);
});
