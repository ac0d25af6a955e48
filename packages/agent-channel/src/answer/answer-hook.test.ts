import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { otherShells, sh } from "../testing/shells.js";
import { readAnswers } from "./read-answer.js";
import type { TurnEnd } from "./turn-end.js";

const scripts = join(import.meta.dirname, "../../scripts");
const MIB = 1024 * 1024;

describe.each([sh, ...otherShells()])(
  "the end of a turn, told by the hook under $name",
  (shell) => {
    let root: string;
    let channel: string;
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), "answer-"));
      channel = join(root, "channels/it/it");
      mkdirSync(channel, { recursive: true });
      const text = readFileSync(join(scripts, "agent-hook.sh"), "utf8");
      writeFileSync(join(root, "hook"), text.replace(/^#!.*/, shell.shebang), { mode: 0o755 });
    });
    afterEach(() => rmSync(root, { recursive: true, force: true }));

    const hook = async (event: string, payload: object | string): Promise<void> => {
      const ran = await execa(join(root, "hook"), [event], {
        env: { PATH: process.env["PATH"] ?? "", MOSAIC_CHANNEL: channel },
        extendEnv: false,
        input: typeof payload === "string" ? payload : JSON.stringify(payload),
        reject: false,
        timeout: HANG_MS,
      });
      expect(ran).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    };
    const answers = (): TurnEnd[] => readAnswers({ folder: channel, state: join(root, "state") });
    const session_id = "00000000-0000-4000-8000-000000000001";
    const prompt = { session_id, prompt_id: "p1", prompt: 'a "question"\nof é' };
    const stop = {
      session_id,
      prompt_id: "p1",
      last_assistant_message: "an \u001b[31manswer\r\n\\ü",
    };

    test("with its prompt and its answer, and the one before it", async () => {
      await hook("UserPromptSubmit", prompt);
      await hook("Stop", JSON.stringify(stop, undefined, 2));
      const first = {
        source: "hook",
        prompt: prompt.prompt,
        turn: "p1",
        answer: "an [31manswer\n\\ü",
      };
      expect(answers()).toMatchObject([first]);
      await hook("UserPromptSubmit", { ...prompt, prompt_id: "p2" });
      await hook("StopFailure", { ...stop, prompt_id: "p2", error: "overloaded" });
      const failed = { turn: "p2", answer: null, reason: "its turn failed: an [31manswer \\ü" };
      expect(answers()).toMatchObject([failed, first]);
      expect(readdirSync(channel).filter((name) => name.startsWith("."))).toEqual([]);
    });

    test("a subagent's is none, and what lies about its session or its prompt is nobody's", async () => {
      await hook("UserPromptSubmit", prompt);
      await hook("Stop", { agent_id: "sub", ...stop });
      expect(answers()).toEqual([]);
      await hook("Stop", { ...stop, session_id: "another" });
      expect(answers()).toEqual([]);
      await hook("Stop", { ...stop, prompt_id: "another" });
      expect(answers()).toMatchObject([{ turn: "another", prompt: undefined }]);
    });

    test("of bad payloads there is no answer, and of a large one its beginning", async () => {
      await hook("UserPromptSubmit", prompt);
      for (const bad of ["", "no json", "[1]", '"text"', '{"last_assistant_message": 1}', "{}{}"]) {
        await hook("Stop", bad);
        expect(answers()[0]).toMatchObject({ answer: null, reason: expect.stringMatching(/./) });
      }
      const large = 'é"\n'.repeat((10 * MIB) / 4);
      await hook("Stop", { ...stop, last_assistant_message: large });
      const { answer, reason } = answers()[0] ?? {};
      expect(answer?.length).toBeGreaterThan(MIB / 2);
      expect(large.startsWith(answer ?? "none")).toBe(true);
      expect(reason).toContain("cut");
      expect(readFileSync(join(channel, "activity"), "utf8")).toContain("state=done");
    });

    test("what stands in its place is replaced, written through never", async () => {
      await hook("UserPromptSubmit", prompt);
      const kept = join(root, "kept");
      writeFileSync(kept, "the person's");
      symlinkSync(kept, join(channel, "answer"));
      await hook("Stop", stop);
      expect(answers()).toMatchObject([{ turn: "p1" }]);
      rmSync(join(channel, "answer"));
      execFileSync("mkfifo", [join(channel, "answer")]);
      expect(answers()).toEqual([]);
      await hook("Stop", stop);
      expect(answers()).toMatchObject([{ turn: "p1" }]);
      rmSync(join(channel, "answer"));
      mkdirSync(join(channel, "answer"));
      await hook("Stop", stop);
      expect(answers()).toEqual([]);
      expect(readFileSync(kept, "utf8")).toBe("the person's");
    });
  },
);

describe("without an answer in the payload, the runtime's own record is asked", () => {
  let root: string;
  beforeEach(() => void (root = mkdtempSync(join(tmpdir(), "record-"))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const lines = [
    { type: "user", message: { content: "before" } },
    { type: "assistant", message: { content: [{ type: "text", text: "old" }] } },
    { type: "user", message: { content: "prompt" } },
    {
      type: "assistant",
      message: {
        content: [
          { type: "text", text: "new" },
          { type: "text", text: "two" },
        ],
      },
    },
    { type: "assistant", message: { content: [{ type: "tool_use", name: "x" }] } },
    { type: "user", message: { content: [{ type: "tool_result" }] } },
    { type: "assistant", isSidechain: true, message: { content: [{ type: "text", text: "sub" }] } },
    "no json",
  ].map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  const answer = (path: string): string | null | undefined => {
    const folder = join(root, "channels/it/it");
    mkdirSync(folder, { recursive: true });
    const payload = { session_id: "s", transcript_path: path };
    const text = `{"source":"hook","event":"Stop"}\n{"session_id":"s","prompt":"prompt"}\n${JSON.stringify(payload)}\n`;
    writeFileSync(join(folder, "answer"), text);
    return readAnswers({ folder, state: root })[0]?.answer;
  };

  test("behind the last prompt, subagents apart", () => {
    const path = join(root, "s.jsonl");
    writeFileSync(path, `${lines.join("\n")}\n`);
    expect(answer(path)).toBe("new\ntwo");
    writeFileSync(path, `${lines.slice(0, 3).join("\n")}\n`);
    expect(answer(path)).toBe(null);
  });

  test("but no other file, no FIFO and no link", () => {
    const other = join(root, "other.jsonl");
    writeFileSync(other, `${lines.join("\n")}\n`);
    const path = join(root, "s.jsonl");
    expect(answer(path)).toBe(null);
    expect(answer(other)).toBe(null);
    symlinkSync(other, path);
    expect(answer(path)).toBe(null);
    rmSync(path);
    execFileSync("mkfifo", [path]);
    expect(answer(path)).toBe(null);
    expect(answer("s.jsonl")).toBe(null);
    expect(existsSync(path)).toBe(true);
  });
});
