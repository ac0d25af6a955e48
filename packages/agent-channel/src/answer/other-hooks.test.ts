import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtimes, type RuntimeName } from "@mosaicstack/runtimes";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { otherShells, sh } from "../testing/shells.js";
import type { Answered } from "./asked.js";
import { awaitAnswer, tellsAnswers } from "./await-answer.js";
import { readAnswers } from "./read-answer.js";

// Payloads as Qwen Code 0.24.4 and GitHub Copilot CLI 1.0.102 gave them, and their files of settings.
const scripts = join(import.meta.dirname, "../../scripts");
const session = "00000000-0000-4000-8000-000000000001";

describe.each([sh, ...otherShells()])("told by the hook under $name", (shell) => {
  let root: string;
  let channel: string;
  let state: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "others-"));
    [channel, state] = [join(root, "channels/it/it"), join(root, "state/it/it")];
    for (const folder of [channel, state]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    symlinkSync(state, join(channel, "state"));
    const text = readFileSync(join(scripts, "agent-hook.sh"), "utf8");
    writeFileSync(join(root, "agent-hook.sh"), text.replace(/^#!.*/, shell.shebang), {
      mode: 0o755,
    });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Runs the command that stands in the settings for that event, as the program does. */
  const hook = async (name: RuntimeName, event: string, payload: object): Promise<void> => {
    const ran = await execa("sh", ["-c", commandOf(name, event)], {
      env: { PATH: process.env["PATH"] ?? "", MOSAIC_CHANNEL: channel, MOSAIC_TOOLS: root },
      extendEnv: false,
      input: JSON.stringify(payload),
      reject: false,
      timeout: HANG_MS,
    });
    expect(ran).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
  };
  const activity = (): string => readFileSync(join(channel, "activity"), "utf8");
  const ask = async (
    name: RuntimeName,
    text: string,
    timeoutMs = HANG_MS,
  ): Promise<Answered | undefined> => {
    const asked = { id: "id", text, since: Date.now() - 60_000, queued: false };
    const target = { channel: { folder: channel, state }, runtime: runtimes[name] };
    return await awaitAnswer(target, asked, { timeoutMs });
  };

  test("Qwen: its answer, its conversation, its end", async () => {
    const common = { session_id: session, prompt_id: `${session}########0` };
    await hook("qwen", "SessionStart", { session_id: session, source: "startup" });
    expect(activity()).toContain("state=idle");
    await hook("qwen", "UserPromptSubmit", { ...common, prompt: 'a "question"\n é' });
    expect(activity()).toContain("state=working");
    expect(readFileSync(join(state, "conversation"), "utf8").trim()).toBe(session);
    const asked = ask("qwen", 'a "question"\n é');
    await hook("qwen", "Stop", { ...common, last_assistant_message: "an answer" });
    expect(await asked).toMatchObject({ answer: "an answer", source: "hook" });
    // It says so behind each turn
    await hook("qwen", "Notification", { ...common, notification_type: "idle_prompt" });
    expect(activity()).toContain("state=done");
    await hook("qwen", "SessionEnd", { session_id: session, reason: "prompt_input_exit" });
    expect(activity()).toContain("state=unknown");
  });

  test("Qwen: an interruption is told, and not taken for the end of the next turn", async () => {
    const common = { session_id: session, notification_type: "idle_prompt" };
    await hook("qwen", "UserPromptSubmit", { ...common, prompt_id: "1", prompt: "one" });
    const asked = ask("qwen", "one");
    await hook("qwen", "Notification", common);
    expect(await asked).toMatchObject({ answer: null, reason: "its turn was interrupted" });
    await hook("qwen", "UserPromptSubmit", { ...common, prompt_id: "2", prompt: "two" });
    await hook("qwen", "Notification", { ...common, prompt_id: "1" });
    expect(activity()).toContain("state=working");
  });

  test("Copilot: the answer is in the record that the hook names", async () => {
    const events = join(root, session, "events.jsonl");
    mkdirSync(join(root, session));
    // Of its start, before the message
    writeFileSync(join(channel, "activity"), "state=starting\nsource=launcher\n");
    const before = Date.now() / 1000 - 3600;
    utimesSync(join(channel, "activity"), before, before);
    const asked = ask("copilot", "a question");
    const prompt = { sessionId: session, prompt: "a question", timestamp: NOW };
    await hook("copilot", "userPromptSubmitted", prompt);
    expect(readFileSync(join(state, "conversation"), "utf8").trim()).toBe(session);
    const lines = recorded.map((each) => `${JSON.stringify(each)}\n`);
    // It is written down a little after its hook
    writeFileSync(events, lines.slice(0, 2).join(""));
    await hook("copilot", "agentStop", { sessionId: session, transcriptPath: events });
    expect(readAnswers({ folder: channel, state })[0]).toMatchObject({ answer: null });
    writeFileSync(events, lines.join(""));
    expect(await asked).toMatchObject({ answer: "the answer", source: "record" });
    // Of an interruption it tells nothing, so that nobody may wait for the end of what works
    expect(activity()).toContain("source=launcher");
  });

  test("Copilot: of another session, of another file and through a link there is none", async () => {
    const line = `${JSON.stringify(recorded.at(-1))}\n`;
    for (const folder of [session, "another"]) mkdirSync(join(root, folder));
    writeFileSync(join(root, "another/events.jsonl"), line);
    symlinkSync(join(root, "another/events.jsonl"), join(root, session, "events.jsonl"));
    writeFileSync(join(root, session, "other.jsonl"), line);
    const prompt = { sessionId: session, prompt: "a question" };
    for (const file of [
      `another/events.jsonl`,
      `${session}/events.jsonl`,
      `${session}/other.jsonl`,
    ]) {
      await hook("copilot", "userPromptSubmitted", prompt);
      await hook("copilot", "agentStop", { sessionId: session, transcriptPath: join(root, file) });
      expect(readAnswers({ folder: channel, state })[0]).toMatchObject({ answer: null });
    }
    await hook("copilot", "agentStop", { sessionId: "another" });
    expect(readAnswers({ folder: channel, state })[0]).toMatchObject({ source: "hook" });
  });
});

test("who is heard, and who is not", () => {
  const heard = Object.entries(runtimes).filter(([, runtime]) => tellsAnswers(runtime));
  expect(heard.map(([name]) => name)).toEqual([
    "claude",
    "codex",
    "opencode",
    "pi",
    "qwen",
    "copilot",
  ]);
});

const NOW = Date.parse("2026-01-01T00:00:00Z");
const message = (type: string, content: string, more: object = {}, at = NOW) => ({
  type: `${type}.message`,
  data: { content, ...more },
  timestamp: new Date(at).toISOString(),
});
const recorded = [
  message("user", "before", {}, NOW - 2),
  message("assistant", "old", {}, NOW - 1),
  message("user", "a question"),
  message("assistant", "", { toolRequests: [{ name: "bash" }] }),
  message("assistant", "a subagent's", { parentToolCallId: "call" }),
  message("assistant", "the answer"),
  { type: "assistant.turn_end", data: { turnId: "0" } },
];

/** What the settings that ship run at an event. */
function commandOf(name: RuntimeName, event: string): string {
  const { hooks } = JSON.parse(readFileSync(join(scripts, `${name}-hooks.json`), "utf8")) as {
    hooks: Record<string, readonly { bash?: string; hooks?: readonly { command: string }[] }[]>;
  };
  const [first] = hooks[event] ?? [];
  return first?.bash ?? first?.hooks?.[0]?.command ?? "no-such-hook";
}
