import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { otherShells, sh } from "../testing/shells.js";

const scripts = join(import.meta.dirname, "../../scripts");
const fixtures = join(import.meta.dirname, "../../test/fixtures");
// One line, as the program sends it, however the file is laid out
const payload = (name: string): string =>
  `${JSON.stringify(JSON.parse(readFileSync(join(fixtures, `claude-2.1.197-${name}.json`), "utf8")))}\n`;

describe.each([sh, ...otherShells()])("agent-hook.sh under $name", ({ shebang }) => {
  let root: string;
  let channel: string;
  let script: string;
  beforeEach(() => {
    root = mkdtempSync(join(realpathSync(tmpdir()), "hook-"));
    channel = join(root, "channel");
    script = join(root, "agent-hook.sh");
    mkdirSync(join(channel, "state/queue"), { recursive: true });
    const text = readFileSync(join(scripts, "agent-hook.sh"), "utf8");
    program("agent-hook.sh", text.replace(/^#!.*/, shebang));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const program = (name: string, text: string): void => {
    writeFileSync(join(root, name), text);
    chmodSync(join(root, name), 0o755);
  };
  /** Runs the hook; it never fails and never says a word. */
  const hook = async (
    event: string,
    input: string | Uint8Array = "",
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> => {
    const ran = await execa(script, [event], {
      env: { PATH: process.env["PATH"] ?? "", MOSAIC_CHANNEL: channel, ...env },
      extendEnv: false,
      input,
      reject: false,
      timeout: HANG_MS,
    });
    expect(ran).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
  };
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(channel, name), "utf8");
    } catch {
      return undefined;
    }
  };
  const state = (): string[] => (read("activity") ?? "").trimEnd().split("\n");
  const said = (lines: string[]): string[] => lines.filter((line) => line !== "source=hook");
  const left = (): string[] => readdirSync(channel).filter((name) => /^\..*\.\d+$/.test(name));

  test("tells a turn, takes its prompt for the receipt, and its conversation", async () => {
    await hook("SessionStart", payload("SessionStart-startup"));
    expect(state()).toEqual(["state=idle", "source=hook"]);
    // A conversation without a prompt is not on disk, so that nothing could go on with it
    expect(read("state/conversation")).toBeUndefined();
    await hook("UserPromptSubmit", payload("UserPromptSubmit"));
    expect(state()).toEqual(["state=working", "source=hook"]);
    expect(read("receipt")).toBe(payload("UserPromptSubmit"));
    expect(read("state/conversation")).toBe("00000000-0000-4000-8000-000000000001\n");
    await hook("PostToolUse", payload("PostToolUse"));
    expect(state()).toEqual(["state=working", "source=hook"]);
    await hook("Stop", payload("Stop"));
    expect(state()).toEqual(["state=done", "source=hook"]);
    await hook("SessionEnd", payload("SessionEnd-other"));
    expect(said(state())).toEqual(["state=unknown", "message=it ended: other"]);
    expect(left()).toEqual([]);
  });

  test.each([
    ["PermissionRequest", "PermissionRequest-Bash", "permission", "Bash"],
    [
      "Notification",
      "Notification-permission_prompt",
      "permission",
      "Claude needs your permission",
    ],
  ])("%s is blocked until a tool has run", async (event, name, kind, message) => {
    await hook(event, payload(name));
    expect(said(state())).toEqual(["state=blocked", `kind=${kind}`, `message=${message}`]);
    await hook("PostToolUse", payload("PostToolUse-subagent"));
    expect(said(state())).toEqual(["state=working"]);
  });

  test("a question stays one when the reminder of it comes", async () => {
    await hook("PermissionRequest", '{"session_id": "s", "tool_name": "AskUserQuestion"}');
    await hook("Notification", payload("Notification-permission_prompt"));
    expect(said(state())).toContain("kind=question");
  });

  test("what is no end of a turn ends none, and what is no begin begins none", async () => {
    await hook("UserPromptSubmit", payload("UserPromptSubmit"));
    for (const event of ["SubagentStop", "Stop", "StopFailure"])
      await hook(event, payload("SubagentStop-subagent"));
    await hook("SessionStart", '{"session_id":"s","source":"compact"}');
    await hook("SessionEnd", payload("SessionEnd-clear"));
    expect(said(state())).toEqual(["state=working"]);
    await hook("Stop", payload("Stop"));
    await hook("PostToolUse", payload("PostToolUse-subagent"));
    await hook("Notification", payload("Notification-idle_prompt"));
    expect(said(state())).toEqual(["state=done"]);
  });

  test.each([
    ["authentication_failed", ["state=blocked", "kind=auth", "message=text"]],
    ["overloaded", ["state=error", "message=text"]],
    ["rate_limit", ["state=blocked", "kind=quota", "message=text"]],
  ])("a turn that failed by %s", async (error, lines) => {
    await hook("StopFailure", JSON.stringify({ error, last_assistant_message: "text" }));
    expect(said(state())).toEqual(lines);
  });

  test("a message is one line, whatever it holds", async () => {
    await hook("StopFailure", '{"error":"overloaded","last_assistant_message":"a\nstate=done"}');
    expect(said(state())).toEqual(["state=error", "message=a"]);
  });

  test("the end of a limit is told where its sentence names it", async () => {
    const text = "resets Jan 2, 2099, 3:45pm (Etc/UTC)";
    await hook("StopFailure", `{"error":"rate_limit","last_assistant_message":"${text}"}`);
    expect(state()).toContain(`until=${Date.UTC(2099, 0, 2, 15, 45) / 1000}`);
  });

  test("the end of a turn hands the queue over, and waits for nobody", async () => {
    program("drain-queue.sh", `#!/bin/sh\nsleep 60 & echo "$1 $!" > "${root}/drained"; wait\n`);
    await hook("Stop", payload("Stop"));
    writeFileSync(join(channel, "state/queue/.1760000000000-part"), "");
    await hook("Stop", payload("Stop"));
    expect(readdirSync(root)).not.toContain("drained");
    writeFileSync(join(channel, "state/queue/1760000000000-a"), "message");
    await hook("Stop", payload("Stop")); // would last a minute if it held our pipes
    const line = await waitFor(() => /^(.*) (\d+)\n/.exec(read("../drained") ?? ""), {
      what: "the queue to be handed over",
    });
    const drainer = Number(line[2]);
    // 0 would be the test runner itself
    expect(drainer).toBeGreaterThan(1);
    process.kill(drainer);
    expect(line[1]).toBe(channel);
  });

  test("at the end of a limit the agent is prompted on, by one sleeper", async () => {
    program("drain-queue.sh", `#!/bin/sh\necho x >> "${root}/drained"\n`);
    // It sleeps until both were there; flock says for each whether it is the one
    program(
      "sleep",
      `#!/bin/sh\necho "$1" >> "${root}/slept"\nwhile [ ! -e "${root}/over" ]; do /bin/sleep 0.05; done\n`,
    );
    program(
      "flock",
      `#!/bin/sh\nPATH="\${PATH#*:}" flock "$@"; got=$?; echo $got >> "${root}/locked"; exit $got\n`,
    );
    const env = { MOSAIC_ON_QUOTA: "resume", PATH: `${root}:${process.env["PATH"]}` };
    const limit = '{"error":"rate_limit","last_assistant_message":"limited"}';
    await Promise.all([hook("StopFailure", limit, env), hook("StopFailure", limit, env)]);
    await waitFor(() => read("../locked")?.length === 4, { what: "both to ask for the lock" });
    writeFileSync(join(root, "over"), "");
    await waitFor(() => read("../drained") === "x\n", { what: "the queue to be handed over" });
    expect(read("../slept")).toBe("900\n");
    const queue = join(channel, "state/queue");
    const [name = "", ...others] = readdirSync(queue);
    expect([name, others]).toEqual([expect.stringMatching(/^\d{13}-resume-\d+$/), []]);
    expect(readFileSync(join(queue, name), "utf8")).toMatch(/usage limit/);
    expect(read("../drained")).toBe("x\n");
  });

  test("whom a person has prompted on is left alone", async () => {
    program(
      "sleep",
      `#!/bin/sh\nprintf 'state=working\\n' > "${channel}/activity"; echo > "${root}/slept"\n`,
    );
    const env = { MOSAIC_ON_QUOTA: "resume", PATH: `${root}:${process.env["PATH"]}` };
    await hook("StopFailure", payload("StopFailure-key"), env);
    await waitFor(() => read("../slept"), { what: "the sleeper to wake" });
    // It holds this as long as it lives
    await execa("flock", [join(channel, ".wake"), "true"]);
    expect(readdirSync(join(channel, "state/queue"))).toEqual([]);
  });

  test("payloads of every kind are taken whole", async () => {
    const big = JSON.stringify({ session_id: "big", prompt: "é\n".repeat(500_000) });
    const odd = Buffer.concat([
      Buffer.from('{"session_id":"$(x)"}\n\0\n'),
      Buffer.from([0xff, 0xfe]),
    ]);
    for (const input of [big, odd, "", "no json", `{"session_id":"${"a/".repeat(9)}"}`]) {
      await hook("UserPromptSubmit", input);
      expect(Buffer.from(input).equals(readFileSync(join(channel, "receipt")))).toBe(true);
      expect(state()[0]).toBe("state=working");
      for (const event of [
        "Stop",
        "PostToolUse",
        "StopFailure",
        "Notification",
        "PermissionRequest",
      ])
        await hook(event, input);
    }
    expect(read("state/conversation")).toBe("big\n");
  });

  test("several at once leave one whole file", async () => {
    const events = Array.from({ length: 12 }, (_, index) =>
      index % 2 ? "Stop" : "PermissionRequest",
    );
    await Promise.all(events.map((event) => hook(event, payload("PermissionRequest-Bash"))));
    expect(["done", "blocked"]).toContain(state()[0]?.slice("state=".length));
    expect(left()).toEqual([]);
  });

  test("without a channel, or with one that is gone or full, nothing happens", async () => {
    await hook("Stop", "", { MOSAIC_CHANNEL: "" });
    await hook("Stop", "", { MOSAIC_CHANNEL: join(root, "absent") });
    await hook("NoSuchEvent", "x");
    expect(readdirSync(channel)).toEqual(["state"]);
    // A place where nothing can be written, whoever tries
    await hook("UserPromptSubmit", payload("UserPromptSubmit"), { MOSAIC_CHANNEL: "/proc/self" });
    rmSync(join(channel, "state"), { recursive: true });
    await hook("UserPromptSubmit", payload("UserPromptSubmit"));
    expect(read("receipt")).toBe(payload("UserPromptSubmit"));
  });
});
