import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("exec", () => {
  const fixture = sandboxFixture({ beforeAll, afterAll });

  test("gives exit code, signal and both outputs", async () => {
    const { sandbox } = fixture;
    expect(await sandbox.exec("sh", ["-c", "echo out; echo err >&2; exit 3"])).toEqual({
      exitCode: 3,
      stdout: "out",
      stderr: "err",
      timedOut: false,
    });
    expect(await sandbox.exec("sh", ["-c", "kill -TERM $$"])).toMatchObject({
      signal: "SIGTERM",
      exitCode: undefined,
    });
    expect(await sandbox.exec("no-such-program")).toMatchObject({ exitCode: 127 });
  });

  test("passes input, environment, folder and arguments as they are", async () => {
    const { sandbox } = fixture;
    const odd = "a b'\"$HOME\\\n*";
    const options = { input: "given", env: { ODD: odd }, cwd: "/usr/lib" };
    const script = 'cat; printf "|%s|%s|" "$ODD" "$1"; pwd';
    const { stdout } = await sandbox.exec("sh", ["-c", script, "sh", odd], options);
    expect(stdout).toBe(`given|${odd}|${odd}|/usr/lib`);
    expect((await sandbox.exec("cat")).stdout).toBe("");
    expect((await sandbox.exec("pwd")).stdout).toBe(sandbox.home);
  });

  test("throws only when asked to", async () => {
    const { sandbox } = fixture;
    await expect(
      sandbox.exec("sh", ["-c", "echo why >&2; exit 4"], { reject: true }),
    ).rejects.toMatchObject({
      code: "CommandFailed",
      message: expect.stringContaining("exit code 4: why") as string,
    });
    await expect(
      sandbox.exec("sleep", ["1000"], { reject: true, deadlineMs: 50 }),
    ).rejects.toMatchObject({
      code: "Timeout",
    });
  });

  test("at its deadline kills all that the command started, and nothing else", async () => {
    const { sandbox } = fixture;
    const sleeping = async () => (await sandbox.exec("pgrep", ["-a", "sleep"])).stdout;
    await sandbox.exec("sh", ["-c", "sleep 4001 >/dev/null 2>&1 &"]);
    await expect.poll(sleeping).toMatch(/^\d+ sleep 4001$/);
    const script = "trap '' TERM INT HUP; echo begun; setsid sleep 4002 & sleep 4003";
    // On a busy machine a deadline may be over before the command has begun: then the next, longer one
    let found = await sandbox.exec("true");
    for (let deadlineMs = 300; found.stdout === "" && deadlineMs < HANG_MS; deadlineMs *= 2)
      found = await sandbox.exec("sh", ["-c", script], { deadlineMs });
    expect(found).toMatchObject({ timedOut: true, exitCode: undefined, stdout: "begun" });
    expect(await sleeping()).toMatch(/^\d+ sleep 4001$/);
  });

  test("comes back from a stopped tmux server that holds the pipes", async () => {
    const { sandbox } = fixture;
    await sandbox.exec("tmux", ["new-session", "-d"], { reject: true });
    const { stdout: pid } = await sandbox.exec("tmux", ["display-message", "-p", "#{pid}"]);
    await sandbox.exec("kill", ["-STOP", pid], { reject: true });
    expect(await sandbox.exec("tmux", ["list-sessions"], { deadlineMs: 300 })).toMatchObject({
      timedOut: true,
    });
    await sandbox.exec("kill", ["-CONT", pid], { reject: true });
    expect(await sandbox.exec("tmux", ["list-sessions"])).toMatchObject({ exitCode: 0 });
  });

  test("does not wait for output of what a command leaves running", async () => {
    const found = await fixture.sandbox.exec("sh", ["-c", "echo first; sleep 1000 & exit 5"]);
    expect(found).toMatchObject({ exitCode: 5, stdout: "first", timedOut: false });
  });

  test("runs many at once", async () => {
    const { sandbox } = fixture;
    const numbers = Array.from({ length: 12 }, (_, index) => String(index));
    const found = await Promise.all(numbers.map((number) => sandbox.exec("echo", [number])));
    expect(found.map(({ stdout }) => stdout)).toEqual(numbers);
  });
});
