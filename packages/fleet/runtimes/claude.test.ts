import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRealTerminal, sha256, type RealTerminal } from "./real-terminal.js";

// The real program tells its activity by the hooks that ship with the launcher, and its model is a stand-in.
const key = "sk-ant-placeholder-of-no-account";
const settings = [
  "--settings",
  join(import.meta.dirname, "../../agent-channel/scripts/claude-hooks.json"),
];
let claude: RealTerminal;
let configuration: string;
let usersOwn: string;

beforeEach(async () => {
  claude = await openRealTerminal("claude");
  configuration = join(claude.home, ".claude");
  mkdirSync(configuration);
  const project = { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true };
  writeFileSync(
    join(configuration, ".claude.json"),
    JSON.stringify({
      hasCompletedOnboarding: true,
      customApiKeyResponses: { approved: [key.slice(-20)], rejected: [] },
      projects: { [claude.work]: project },
    }),
  );
  const own = { type: "command", command: 'cat >> "$HOME/own-hook"' };
  usersOwn = JSON.stringify({ hooks: { UserPromptSubmit: [{ hooks: [own] }] } });
  writeFileSync(join(configuration, "settings.json"), usersOwn);
});
afterEach(async () => await claude.close());

const start = async (
  args: readonly string[] = [],
  env: Record<string, string> = { ANTHROPIC_API_KEY: key },
) => {
  await claude.start([...settings, ...args], {
    CLAUDE_CONFIG_DIR: configuration,
    ANTHROPIC_BASE_URL: claude.model.url,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    DISABLE_AUTOUPDATER: "1",
    ...env,
  });
  await claude.becomes("idle");
  await claude.shows(/^❯\u00a0/m);
};
/** A promise and what fulfils it. */
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};
const receipt = (): { prompt?: string; transcript_path?: string } =>
  JSON.parse(claude.read("receipt") || "{}") as { prompt?: string; transcript_path?: string };

test("a message is worked on, arrives once, and is receipted; the user's own hooks run and stand as they were", async () => {
  const message = 'first line, "quoted" \\ é\n\n  second; line';
  const { opened, open } = gate();
  await start();
  claude.model.next({ after: opened });
  await claude.say(message);
  await claude.becomes("working");
  await waitFor(() => receipt().prompt === message, { what: "the receipt" });
  // It says the same whatever it does
  expect(await claude.title()).toMatch(/^✳/);
  open();
  await claude.becomes("done");
  expect(claude.heard(message)).toMatchObject([{ sha256: sha256(message) }]);
  expect(await claude.shows(/● done/)).not.toMatch(/hook (error|failed)/i);
  expect(JSON.parse(readFileSync(join(claude.home, "own-hook"), "utf8"))).toMatchObject({
    prompt: message,
  });
  expect(readFileSync(join(configuration, "settings.json"), "utf8")).toBe(usersOwn);
});

test("what is typed while it works is receipted at once, and answered in a turn of its own", async () => {
  const { opened, open } = gate();
  await start();
  claude.model.next({ after: opened });
  await claude.say("the first");
  await waitFor(() => receipt().prompt === "the first", { what: "the first receipt" });
  await claude.say("the second");
  await waitFor(() => receipt().prompt === "the second", { what: "the second receipt" });
  expect(claude.heard("the second")).toEqual([]);
  open();
  await waitFor(() => claude.heard("the second").length > 0, { what: "the second turn" });
  await claude.becomes("done");
  expect([claude.heard("the first"), claude.heard("the second")]).toMatchObject([[{}], [{}]]);
});

test("a permission is waited for, and given", async () => {
  // By itself it judges that now
  await start(["--permission-mode", "default"]);
  claude.model.next({
    tool: { name: "Bash", input: { command: "touch made", description: "make" } },
  });
  await claude.say("use a tool");
  expect(await claude.becomes("blocked")).toMatchObject({ kind: "permission", message: "Bash" });
  await claude.shows(/Do you want to proceed/);
  await claude.keys("Enter");
  await claude.becomes("done");
});

test("an interrupted turn is told by no hook: the title says that it is over", async () => {
  await start();
  claude.model.next({ after: gate().opened });
  await claude.say("interrupt me");
  await claude.becomes("working");
  await waitFor(() => claude.heard("interrupt me").length > 0, { what: "the model to be asked" });
  await claude.keys("Escape");
  await claude.shows(/^❯\u00a0interrupt me/m);
  await waitFor(async () => (await claude.title()).startsWith("✳"), {
    what: "the title of an idle one",
  });
  expect(await claude.becomes("working")).toEqual({ state: "working", source: "hook" });
});

/** At the limit of a subscription, whose time is over within the minute. */
const limited = async (more: Record<string, string>): Promise<void> => {
  await start([], {
    // Only with a subscription is a time told
    CLAUDE_CODE_OAUTH_TOKEN: "placeholder-of-no-account",
    MOSAIC_ON_QUOTA: "resume",
    ...more,
  });
  const now = Math.floor(Date.now() / 1000);
  const headers = {
    "anthropic-ratelimit-unified-status": "rejected",
    "anthropic-ratelimit-unified-reset": `${now}`,
    "anthropic-ratelimit-unified-representative-claim": "five_hour",
    "x-should-retry": "false",
  };
  claude.model.next({ limit: { message: "rate limited", headers } });
  await claude.say("too much");
  const { kind, until, message } = await claude.becomes("blocked");
  expect([kind, message]).toEqual(["quota", expect.stringMatching(/limit · resets/)]);
  expect(Number(until)).toBe(now - (now % 60));
};
const ours = "Go on where the usage limit stopped you.";
const itsOwn = "Your claude.ai usage limit has reset.";

test("behind a usage limit it goes on by itself, and is prompted by nobody else", async () => {
  await limited({});
  await claude.shows(/Continuing [a-z].* Esc to cancel/);
  await claude.becomes("done");
  expect([claude.heard(itsOwn), claude.heard(ours)]).toMatchObject([[{}], []]);
  // It holds this as long as it lives
  execFileSync("flock", [join(claude.channel, ".wake"), "true"]);
  expect([claude.heard(itsOwn), claude.heard(ours)]).toMatchObject([[{}], []]);
});

test("where it does not, it asks what to do at its limit, and is prompted on", async () => {
  writeFileSync(
    join(configuration, "settings.json"),
    JSON.stringify({ autoContinueAtUsageLimit: false }),
  );
  // A sleep of seconds lasts until the menu was seen
  const sleep = join(claude.home, "sleep");
  const script =
    'case $1 in *.*) exec /bin/sleep "$1" ;; esac; until [ -e "$HOME/over" ]; do /bin/sleep 0.1; done';
  writeFileSync(sleep, `#!/bin/sh\n${script}\n`);
  chmodSync(sleep, 0o755);
  await limited({ PATH: `${claude.home}:${process.env["PATH"]}` });
  await claude.shows(/Stop and wait for limit to reset/);
  writeFileSync(join(claude.home, "over"), "");
  await claude.becomes("done");
  expect([claude.heard(itsOwn), claude.heard(ours)]).toMatchObject([[], [{}]]);
});

test("a rate limit of an API key is a state without a time", async () => {
  await start();
  claude.model.next({ limit: { message: "later", headers: { "x-should-retry": "false" } } });
  await claude.say("too much");
  expect(await claude.becomes("blocked")).toEqual({
    state: "blocked",
    source: "hook",
    kind: "quota",
    message: "API Error: Request rejected (429) · later",
  });
});

test("after a crash in the midst of a turn the conversation goes on", async () => {
  await start();
  claude.model.next({ after: gate().opened });
  await claude.say("remember the heron");
  await claude.becomes("working");
  // It is written down about a second after the hook; before that there is nothing to go on with
  const transcript = await waitFor(() => receipt().transcript_path, { what: "the receipt" });
  await waitFor(
    () => existsSync(transcript) && readFileSync(transcript, "utf8").includes("heron"),
    { what: "the conversation to be on disk" },
  );
  await claude.crash();
  const before = claude.model.prompts().length;
  await start(["--resume", claude.read("state/conversation").trim()]);
  await claude.say("what was it");
  await claude.becomes("done");
  const again = claude.model.prompts().slice(before);
  const texts = again.flatMap(({ text, earlier }) => [...earlier, text]);
  expect(texts.join("\n")).toMatch(/remember the heron[^]*what was it/);
});

test("the end of a turn hands over what is queued", async () => {
  const { opened, open } = gate();
  await start();
  claude.model.next({ after: opened });
  await claude.say("the first");
  await claude.becomes("working");
  writeFileSync(join(claude.channel, "state/queue/1700000000000-q1"), "from the queue");
  open();
  await waitFor(() => receipt().prompt === "from the queue", { what: "the queued one" });
  await claude.becomes("done");
  expect(claude.heard("from the queue")).toHaveLength(1);
});
