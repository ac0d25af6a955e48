import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { atLeast } from "../../test/at-least.js";
import { tmuxVersion } from "../server/version.js";
import { openThrowAwayTmux } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { classify } from "./classify.js";

let fixture: ThrowAwayTmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  await fixture.tmux.sessions.ensure({ name: "a", command: ["cat", "-"] });
  await fixture.tmux.sessions.ensure({ name: "b", command: ["cat", "-"] });
});
afterAll(async () => await fixture.close());

/** What this machine's tmux writes to its standard error. */
async function stderrOf(
  words: readonly string[],
  socket = fixture.tmux.socketPath,
): Promise<string> {
  try {
    await promisify(execFile)("tmux", ["-u", "-N", "-S", socket, ...words], { env: fixture.env });
  } catch (error) {
    return (error as { stderr: string }).stderr.trim();
  }
  throw new Error(`\`${words.join(" ")}\` did not fail`);
}

// From 3.7 on a session may have no name at all, but none may have control characters in it.
const kept = atLeast(await tmuxVersion(), 3, 7);
const noName = kept ? "a\u0001" : "";

// Every way to fail that the verbs of this package know, as the tmux under test words it.
test.each([
  [["has-session", "-t", "=none:"], "NoSuchSession", "rejected"],
  [["kill-session", "-t", "=none:"], "NoSuchSession", "rejected"],
  [["list-windows", "-t", "=none:"], "NoSuchSession", "rejected"],
  [["list-panes", "-s", "-t", "=none:"], "NoSuchSession", "rejected"],
  [["kill-window", "-t", "=none:"], "NoSuchSession", "rejected"],
  [["capture-pane", "-t", "=none:"], "NoSuchSession", "rejected"],
  [["set-option", "-t", "=none:", "@a", "b"], "NoSuchSession", "rejected"],
  [["set-option", "-w", "-t", "=none:", "@a", "b"], "NoSuchSession", "rejected"],
  [["set-environment", "-t", "=none:", "A", "b"], "NoSuchSession", "rejected"],
  [["show-environment", "-t", "=none:"], "NoSuchSession", "rejected"],
  [["set-hook", "-t", "=none:", "pane-died", "list-keys"], "NoSuchSession", "rejected"],
  [["set-hook", "-w", "-t", "=none:", "pane-died", "list-keys"], "NoSuchSession", "rejected"],
  [["kill-pane", "-t", "%4242"], "NoSuchPane", "rejected"],
  [["respawn-pane", "-t", "%4242"], "NoSuchPane", "rejected"],
  [["kill-window", "-t", "@4242"], "NoSuchPane", "rejected"],
  [["respawn-pane", "-t", "=a:"], "PaneAlive", "rejected"],
  [["new-session", "-d", "-s", "a"], "DuplicateSession", "rejected"],
  [["rename-session", "-t", "=a:", "b"], "DuplicateSession", "rejected"],
  [["new-session", "-d", "-s", noName], "InvalidName", "rejected"],
  [["rename-session", "-t", "=a:", noName], "InvalidName", "rejected"],
  [["set-option", "-g", "no-such-option", "x"], "UnknownOption", "rejected"],
  [["show-options", "-g", "no-such-option"], "UnknownOption", "rejected"],
  [["set-hook", "-g", "no-such-hook", "list-keys"], "UnknownOption", "rejected"],
  [["set-option", "-g", "s", "x"], "UnknownOption", "rejected"],
  [["set-option", "-g", "status", "perhaps"], "BadValue", "rejected"],
  [["set-option", "-g", "history-limit", "many"], "BadValue", "rejected"],
  [["set-option", "-g", "history-limit", "-1"], "BadValue", "rejected"],
  [["set-option", "-g", "history-limit", "99999999999"], "BadValue", "rejected"],
  [["set-option", "-g", "status-style", "fg=nocolour"], "BadValue", "rejected"],
  [["set-option", "-g", "default-size", "x"], "BadValue", "rejected"],
  [["set-option", "-g", "display-panes-colour", "nocolour"], "BadValue", "rejected"],
  [["set-option", "-gw", "pane-colours[0]", "nocolour"], "BadValue", "rejected"],
  [["set-option", "-g", "prefix", "NoSuchKey"], "BadValue", "rejected"],
  [["set-option", "-g", "default-shell", "/nonexistent"], "BadValue", "rejected"],
  [["set-option", "-g", "status-left[0]", "x"], "BadValue", "rejected"],
  [["set-option", "-g", "after-new-window", "{"], "BadValue", "rejected"],
  [["resize-window", "-t", "=a:", "-x", "0"], "BadValue", "rejected"],
  [["send-keys", "-t", "=a:", "-N", "x", "y"], "BadValue", "rejected"],
  [["set-environment", "-t", "=a:", "", "x"], "InvalidArgument", "rejected"],
  [["has-session", "-t", "=a:", "x", "y"], "InvalidArgument", "rejected"],
  [["no-such-command"], "Unsupported", "rejected"],
  [["list-panes", "-Y"], "Unsupported", "rejected"],
  [["set-buffer", "x".repeat(20_000)], "PayloadTooLarge", "not-sent"],
] as const)("`tmux %s` is %s", async (words, code, delivery) => {
  expect(classify(await stderrOf(words))).toEqual({ code, delivery });
});

test("sockets that cannot be reached", async () => {
  const { directory } = fixture;
  const absent = { code: "ServerAbsent", delivery: "not-sent" };
  expect(classify(await stderrOf(["list-sessions"], join(directory, "none")))).toEqual(absent);
  expect(classify(await stderrOf(["list-sessions"], join(directory, "no", "ne")))).toEqual(absent);
  mkdirSync(join(directory, "folder"));
  expect(classify(await stderrOf(["list-sessions"], join(directory, "folder")))).toEqual(absent);
  expect(classify(await stderrOf(["list-sessions"], `/${"x".repeat(200)}`))).toEqual({
    code: "InvalidArgument",
    delivery: "not-sent",
  });
});
