import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runForTest, type CliResult } from "../testing/run-for-test.js";

/** Stands in for `claude`: its box, and its hooks as `--settings` names them, run at the same moments. */
const standIn = `#!/bin/sh
hook() { printf '{"session_id":"s","prompt_id":"p%s","%s":"%s"}' "$n" "$2" "$3" | "$MOSAIC_TOOLS/agent-hook.sh" "$1"; }
n=0
hook SessionStart source startup
printf '\\342\\235\\257\\302\\240\\n'
while IFS= read -r line; do
  n=$((n + 1))
  hook UserPromptSubmit prompt "$line"
  case $line in hold*) continue ;; esac
  hook Stop last_assistant_message "re: $line\\\\nwith \\\\u001b[31mtwo lines"
done
`;

let away: ThrowAwayTmux;
let env: Record<string, string>;
beforeAll(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  const place = (path: string): string => join(away.directory, path);
  for (const path of ["home/.config/mosaic/fleet", "run", "bin"])
    mkdirSync(place(path), { recursive: true, mode: 0o700 });
  writeFileSync(place("bin/claude"), standIn, { mode: 0o755 });
  writeFileSync(
    place("home/.config/mosaic/fleet/roster.yaml"),
    `version: 1
socket_name: mosaic-fleet
agents:
  - { name: writer, runtime: claude }
  - { name: plain, runtime: command, command: [cat], ready: { quiet: 100ms } }
  - { name: off, runtime: claude, enabled: false }
`,
  );
  env = {
    ...away.env,
    PATH: `${place("bin")}:${process.env["PATH"]}`,
    HOME: place("home"),
    XDG_RUNTIME_DIR: place("run"),
  };
  const up = await run(["up"]);
  if (up.code !== 0) throw new Error(up.stderr);
});
afterAll(async () => {
  await run(["down"]);
  await away.close();
});

const run = async (words: readonly string[], stdin = ""): Promise<CliResult> =>
  await runForTest([...words, "--supervisor", "tmux"], { env, stdin });

test("the answer is printed, as it was told, without what could act on a terminal", async () => {
  const asked = await run(["ask", "writer", "what is it"]);
  expect(asked).toEqual({
    code: 0,
    stdout: "re: what is it\nwith [31mtwo lines\n",
    stderr: "",
  });
  const document = await run(["ask", "writer", "-", "--json"], "from a pipe\n");
  expect(document.code).toBe(0);
  expect(JSON.parse(document.stdout)).toEqual({
    version: 1,
    agent: "writer",
    id: expect.any(String),
    outcome: "answered",
    answer: "re: from a pipe\nwith [31mtwo lines",
    source: "hook",
    ms: expect.any(Number),
  });
});

test("who reports no answers is given the message, and one is told where to look", async () => {
  const { code, stdout, stderr } = await run(["ask", "plain", "a message for you"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("unanswered: it was delivered; `command` reports no answers");
  expect(stderr).toContain("`mosaic-fleet screen plain`");
});

test.each([
  [["off", "hello"], 1, "refused: not-running"],
  [["nobody", "hello"], 4, "nobody"],
  [["writer"], 2, "no text for `writer`"],
  [["writer", "plain", "hello"], 2, "one agent is asked at a time"],
  [["writer", "hello", "--timeout", "soon"], 2, "--timeout `soon`"],
  [["writer", "hello", "--timeout", "0"], 2, "leaves no time"],
])("ask %j exits %d", async (words, code, message) => {
  const asked = await run(["ask", ...words]);
  expect({ ...asked, stderr: "" }).toEqual({ code, stdout: "", stderr: "" });
  expect(asked.stderr).toContain(message);
});

test("at the deadline it says that an answer may come yet", async () => {
  const late = await run(["ask", "writer", "hold on", "--timeout", "300ms", "--json"]);
  expect(late.code).toBe(124);
  expect(JSON.parse(late.stdout)).toMatchObject({
    outcome: "waiting",
    answer: null,
    source: null,
    reason: expect.stringContaining("may yet be answered"),
  });
  const behind = await run(["ask", "writer", "hello", "--timeout", "300ms"]);
  expect(behind).toMatchObject({ code: 124, stdout: "" });
  expect(behind.stderr).toContain("still waits for the end of another turn");
});
