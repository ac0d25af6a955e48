import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtimes } from "@mosaicstack/runtimes";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureChannel, type AgentChannel } from "../channel/agent-channel.js";
import type { Answered } from "./asked.js";
import { awaitAnswer } from "./await-answer.js";

let root: string;
let channel: AgentChannel;
let since: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rollouts-"));
  channel = { folder: join(root, "channels/s/it"), state: join(root, "agents/s/it") };
  ensureChannel(channel);
  writeFileSync(join(channel.folder, "target"), `rollouts=${root}/sessions\nworkdir=/src/a\n`);
  since = Date.now() - 1000;
  writeFileSync(join(channel.folder, "receipt"), "{}");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

type Told = Readonly<Record<string, unknown>>;
const event = (payload: Told, at = Date.now()): string =>
  `${JSON.stringify({ timestamp: new Date(at).toISOString(), type: "event_msg", payload })}\n`;
const begins = (text: string, at?: number): string =>
  event({ type: "task_started", turn_id: text }, at) +
  event(
    { type: "item_completed", item: { type: "UserMessage", content: [{ type: "text", text }] } },
    at,
  );
const ends = (answer: string, at?: number): string =>
  event({ type: "task_complete", last_agent_message: answer }, at);
const aborted = event({ type: "turn_aborted", reason: "interrupted" });

/** Adds to the record of a conversation, as Codex 0.171 does. */
function record(id: string, cwd: string, text: string): void {
  const folder = join(root, "sessions/2026/01/02");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `rollout-2026-01-02T03-04-05-${id}.jsonl`);
  const meta = `${JSON.stringify({ type: "session_meta", payload: { id, cwd } })}\n`;
  appendFileSync(file, (appended.has(id) ? "" : meta) + text);
  appended.add(id);
}
const appended = new Set<string>();
beforeEach(() => appended.clear());
const tell = (state: string): void =>
  writeFileSync(join(channel.folder, "activity"), `state=${state}\nsource=stream\n`);
const ask = async (text: string, timeoutMs = HANG_MS): Promise<Answered | undefined> => {
  const asked = { id: "id", text, since, queued: false };
  return await awaitAnswer({ channel, runtime: runtimes.codex }, asked, { timeoutMs });
};

test("Codex's own record has the answer of the turn that the prompt began, whoever else is in it", async () => {
  tell("working");
  const asked = ask("a question");
  record("one", "/src/a", begins("a question", since - 5000) + ends("too old", since - 4000));
  record("two", "/src/b", begins("a question") + ends("another's, elsewhere"));
  record("three", "/src/a", begins("something else") + ends("another agent's there"));
  record("one", "/src/a", begins("before it") + ends("of another turn") + begins("a question"));
  tell("done");
  record("one", "/src/a", ends("the \u001b[1manswer") + begins("behind it") + ends("too late"));
  expect(await asked).toMatchObject({ answer: "the [1manswer", source: "record" });
});

test("the same text a second time is another turn, and one that was interrupted has no answer", async () => {
  tell("done");
  record("one", "/src/a", begins("again") + ends("first") + begins("again"));
  expect(await ask("again", 300)).toBeUndefined();
  record("one", "/src/a", aborted);
  tell("idle");
  expect(await ask("again")).toMatchObject({ answer: null, reason: "its turn was interrupted" });
});

test("a turn that ended at a usage limit has no answer, and that is why", async () => {
  writeFileSync(join(channel.folder, "activity"), "state=blocked\nsource=record\nkind=quota\n");
  const error = { message: "You’ve hit your\nlimit.", codex_error_info: "usage_limit_exceeded" };
  const end = event({ type: "task_complete", last_agent_message: null, error });
  record("one", "/src/a", begins("a question") + end);
  expect(await ask("a question")).toMatchObject({
    answer: null,
    source: "record",
    reason: "its turn failed: You’ve hit your limit.",
  });
});

test("what is no record, or cannot be read, is no answer", async () => {
  mkdirSync(join(root, "sessions/2026/01/02/rollout-x.jsonl"), { recursive: true });
  record("one", "/src/a", `${"x".repeat(100_000)}\n{"type":1}\nnull\n${ends("of no turn")}`);
  tell("unknown");
  expect(await ask("a question")).toMatchObject({
    answer: null,
    source: null,
    reason: "it tells no more: its session ended",
  });
});
