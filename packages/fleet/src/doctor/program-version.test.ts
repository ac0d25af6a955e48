import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { HANG_MS, openThrowAwayTmux, waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, expect, test } from "vitest";
import { programVersion } from "./program-version.js";

// No tmux: its folder goes also when the test is killed
const away = await openThrowAwayTmux({ start: false });
const folder = away.directory;
afterAll(async () => await away.close());
const env = { PATH: "/usr/bin:/bin", FOLDER: folder };
const sh = (script: string): string[] => ["/bin/sh", "-c", script];

test.each([
  ["the first line that holds something", "echo; echo '  1.2.3  '; echo more", "1.2.3"],
  ["without control characters", String.raw`printf '\033[1m1.2\007\n'`, "[1m1.2"],
  ["cut where it does not end", "head -c 100000 /dev/zero | tr '\\0' x", "x".repeat(100)],
  ["standard output before standard error", "echo noise >&2; echo 4.5", "4.5"],
  ["standard error where there is nothing else", "echo 4.6 >&2", "4.6"],
])("%s", async (_, script, version) => {
  expect(await programVersion(sh(script), env)).toEqual({ version });
});

test.each([
  ["exit 3", "ended with exit 3"],
  ["echo 'no Node' >&2; exit 3", "ended with exit 3: no Node"],
  ["kill -KILL $$", "ended with SIGKILL"],
  ["exit 0", "ended without a word"],
])("`%s`: %s", async (script, problem) => {
  expect(await programVersion(sh(script), env)).toEqual({ problem });
});

test("a program that is not there", async () => {
  const answer = await programVersion([join(folder, "none")], env);
  expect(answer).toEqual({ problem: expect.stringMatching(/^cannot be run: .*ENOENT/) as string });
});

test("it gets no other environment than the one given", async () => {
  process.env["MOSAIC_VERSION_TEST"] = "set";
  const answer = await programVersion(sh('echo "${MOSAIC_VERSION_TEST-unset}"'), env);
  delete process.env["MOSAIC_VERSION_TEST"];
  expect(answer).toEqual({ version: "unset" });
});

test("one that does not end is ended with what it started", async () => {
  const pid = await untilLate("wait");
  expect(pid).toBeGreaterThan(1);
  await waitFor(() => !isRunning(pid), { what: "its child to be gone" });
});

test("nor does a child that keeps its output open hold it up", async () => {
  const pid = await untilLate("echo 1");
  expect(pid).toBeGreaterThan(1);
  await waitFor(() => !isRunning(pid), { what: "its child to be gone" });
});

/** The pid of a child of a program that does not end in time; the next deadline is longer, if it had not begun by then. */
async function untilLate(rest: string): Promise<number> {
  const file = join(folder, "pid");
  rmSync(file, { force: true });
  const program = sh(
    `sleep 600 & echo $! > "$FOLDER/new"; mv "$FOLDER/new" "$FOLDER/pid"; ${rest}`,
  );
  for (let deadlineMs = 500; !existsSync(file) && deadlineMs < HANG_MS; deadlineMs *= 2) {
    const answer = await programVersion(program, env, { deadlineMs });
    expect(answer).toEqual({ problem: `did not end within ${deadlineMs / 1000} s` });
  }
  return Number(readFileSync(file, "utf8"));
}

/** Not a zombie either. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
