import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installed } from "./installed.js";
import { openRealTerminal, sha256, type RealTerminal } from "./real-terminal.js";

// What there is to know of Codex: what its pane's stream says, which id its conversation has, and its own queue.
let program: string;
let codex: RealTerminal;
let configuration: string;

beforeEach(async () => {
  program = join(installed("codex")[0] ?? "", "codex");
  codex = await openRealTerminal("codex");
  configuration = join(codex.home, "codex");
  mkdirSync(configuration);
  writeFileSync(
    join(configuration, "config.toml"),
    `model = "none"
model_provider = "local"
check_for_update_on_startup = false
[model_providers.local]
name = "local"
base_url = "${codex.model.url}/v1"
wire_api = "responses"
[projects."${codex.work}"]
trust_level = "trusted"
`,
  );
});
afterEach(async () => await codex.close());

const start = async (args: readonly string[] = []) => {
  await codex.start(args, { CODEX_HOME: configuration });
  await codex.shows(/\? for shortcuts/);
  // That is painted up to a second earlier; what is sent in between is kept ("Waiting for startup")
  await becomes("state=");
};
/** Program Status Protocol: the records of the stream, in their order. */
const records = (): string[] =>
  [...codex.stream().matchAll(/\u001b\]7501;([^\u0007\u001b]*)/g)].map(([, record = ""]) => record);
const becomes = async (record: string, times = 1) =>
  await waitFor(() => records().filter((each) => each.startsWith(record)).length >= times, {
    what: `${record} in the stream`,
  });
/** Id of the only conversation, by the name of its file. */
const conversation = async (): Promise<string> =>
  await waitFor(
    () => {
      const names = readdirSync(configuration, { recursive: true }).map(String);
      return /rollout-.{19}-(.{36})\.jsonl/.exec(names.join("\n"))?.[1];
    },
    { what: "its file" },
  );
const queue = (thread: string, message: string) =>
  spawnSync(program, ["queue", `--thread=${thread}`, `--message=${message}`], {
    env: { ...process.env, HOME: codex.home, CODEX_HOME: configuration },
    encoding: "utf8",
  });
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

test("a message arrives once, and the stream tells the turn unasked", async () => {
  const message = 'first line, "quoted" \\ é\n\n  second; line';
  const { opened, open } = gate();
  await start();
  codex.model.next({ after: opened });
  await codex.say(message);
  await becomes("state=working");
  await waitFor(() => codex.heard(message).length > 0, { what: "the model to be asked" });
  expect(await codex.title()).toMatch(/^[\u2801-\u28ff] /);
  open();
  await becomes("state=done");
  expect(codex.heard(message)).toMatchObject([{ sha256: sha256(message) }]);
  // It may say `working`, `idle` by itself at its start, in one of four
  expect(
    records()
      .join(" ")
      .replaceAll(/state=|:app=codex/g, ""),
  ).toMatch(/^idle (working idle )?working done$/);
  // Its own list of prompts is a receipt with the id of the conversation
  const history = readFileSync(join(configuration, "history.jsonl"), "utf8");
  expect(JSON.parse(history)).toMatchObject({ session_id: await conversation(), text: message });
});

test("a permission, an interruption and a limit show in the stream", async () => {
  await start();
  const input = {
    cmd: "touch /nowhere/x",
    sandbox_permissions: "require_escalated",
    justification: "needed",
  };
  codex.model.next({ tool: { name: "exec_command", input } });
  await codex.say("use a tool");
  await becomes("state=blocked:app=codex:kind=permission");
  await codex.shows(/Would you like to run the following command\?/);
  expect(await codex.title()).toMatch(/Action Required/);
  await codex.keys("Escape");
  await becomes("state=idle", 2);
  codex.model.next({ limit: { message: "used up" } });
  await codex.say("too much");
  // It does not say that this is a limit
  await becomes("state=error:app=codex");
  await codex.shows(/hit your usage limit/);
});

test("`codex queue` hands over while it is idle and while it works; a program that does not run gets nothing", async () => {
  await start();
  await codex.say("the first");
  await becomes("state=done");
  const id = await conversation();
  expect(queue(id, "-while; idle")).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(`^Queued message .{36} for thread ${id}.\n$`) as string,
  });
  await waitFor(() => codex.heard("-while; idle").length > 0, {
    what: "the message of an idle one",
  });
  await becomes("state=done", 2);
  const { opened, open } = gate();
  codex.model.next({ after: opened });
  await codex.say("the second");
  await becomes("state=working", 3);
  expect(queue(id, "while it works").status).toBe(0);
  open();
  await waitFor(() => codex.heard("while it works").length > 0, { what: "the queued message" });
  await waitFor(() => records().at(-1) === "state=done:app=codex", { what: "the end of its turn" });
  for (const text of ["-while; idle", "while it works"]) expect(codex.heard(text)).toHaveLength(1);

  expect(queue("00000000-0000-7000-8000-000000000000", "x")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("no rollout found") as string,
  });
  expect(queue("no-such-name", "x").stderr).toContain("No active session found");
  await codex.crash();
  expect(queue(id, "while it is dead").status).toBe(0);
  await start(["resume", id]);
  await waitFor(() => codex.heard("while it is dead").length > 0, {
    what: "the message that was queued for a dead one",
  });
});

test("after a crash in the midst of a turn the conversation goes on", async () => {
  await start();
  codex.model.next({ after: gate().opened });
  await codex.say("remember the heron");
  await waitFor(() => codex.heard("remember the heron").length > 0, {
    what: "the model to be asked",
  });
  const id = await conversation();
  await codex.crash();
  const before = codex.model.prompts().length;
  await start(["resume", id]);
  await codex.say("what was it");
  await becomes("state=done");
  const texts = codex.model
    .prompts()
    .slice(before)
    .flatMap(({ text, earlier }) => [...earlier, text]);
  expect(texts.join("\n")).toMatch(/remember the heron[^]*what was it/);
});

test("hooks given by argument tell as Claude Code's do, in the agent's own environment", async () => {
  const events = ["SessionStart", "UserPromptSubmit", "PermissionRequest", "PostToolUse", "Stop"];
  const hooks = events.flatMap((event) => [
    "-c",
    `hooks.${event}=[{hooks=[{type="command",command='"$MOSAIC_TOOLS/agent-hook.sh" ${event}'}]}]`,
  ]);
  await start(["--dangerously-bypass-hook-trust", ...hooks]);
  const { opened, open } = gate();
  codex.model.next({ after: opened });
  await codex.say("with a hook");
  await codex.becomes("working");
  await waitFor(() => codex.read("receipt").includes('"prompt":"with a hook"'), {
    what: "the receipt",
  });
  const id = await waitFor(() => codex.read("state/conversation").trim() || undefined, {
    what: "the id of the conversation",
  });
  expect(id).toBe(await conversation());
  open();
  await codex.becomes("done");
});

test("hooks that nobody trusts are asked about", async () => {
  await codex.start(["-c", 'hooks.Stop=[{hooks=[{type="command",command="true"}]}]'], {
    CODEX_HOME: configuration,
  });
  expect(await codex.shows(/Hooks need review/)).toContain("Continue without trusting");
});
