import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxFixture, sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a login session", () => {
  const fixture = sandboxFixture({ beforeAll, afterAll });
  const commands = (): string[] => fixture.sandbox.processes().map(({ command }) => command);
  const running = (command: string): boolean => commands().some((each) => each.endsWith(command));
  const activeState = async (unit: string): Promise<string> =>
    (await fixture.sandbox.exec("systemctl", ["--user", "is-active", unit])).stdout;

  test("stands beside the manager and reaches it", async () => {
    const { sandbox } = fixture;
    const session = await sandbox.login();
    const name = basename(session.cgroup);
    expect(name).toMatch(/^session-\d+\.scope$/);
    const script =
      'cat /proc/self/cgroup; echo "$XDG_SESSION_ID"; systemctl --user show -P Version';
    const found = await session.exec("sh", ["-c", script], { reject: true });
    expect(found.stdout).toMatch(
      new RegExp(`^0::/${name}/exec-.*\\n${session.env["XDG_SESSION_ID"]}\\n\\d`, "m"),
    );
    const [file = "", ...prefix] = session.enter;
    const entered = await execa(file, [...prefix, "cat", "/proc/self/cgroup"]);
    expect(entered.stdout).toMatch(new RegExp(`^0::/${name}$`, "m"));
    await session.end();
  });

  test("ends all that was begun in it, and nothing else", async () => {
    const { sandbox } = fixture;
    const session = await sandbox.login();
    const other = await sandbox.login();
    const told = join(sandbox.home, "told");
    const polite = `trap 'echo HUP >>${told}' HUP; trap 'echo TERM >>${told}' TERM; while :; do sleep 0.1; done`;
    await session.exec("setsid", ["--fork", "sh", "-c", `exec >/dev/null 2>&1; ${polite}`]);
    await session.exec("setsid", [
      "--fork",
      "sh",
      "-c",
      "exec >/dev/null 2>&1; kill -STOP $$; true",
    ]);
    await session.exec("tmux", ["new-session", "-d", "-s", "mine", "sleep 4002"], { reject: true });
    await other.exec("tmux", ["-L", "other", "new-session", "-d", "sleep 4003"], { reject: true });
    await session.exec("systemd-run", ["--user", "--unit=kept", "sleep", "4004"], { reject: true });
    const open = session.exec("sleep", ["4005"]);
    for (const command of ["sleep 4002", "sleep 4003", "sleep 4004", "sleep 4005"])
      await expect.poll(() => running(command)).toBe(true);
    await expect.poll(() => sandbox.processes().some(({ state }) => state === "T")).toBe(true);

    await session.end({ linger: false });

    const name = basename(session.cgroup);
    expect(sandbox.processes().filter(({ cgroup }) => cgroup.startsWith(name))).toEqual([]);
    expect(existsSync(session.cgroup)).toBe(false);
    expect(readFileSync(told, "utf8").split("\n").toSorted()).toEqual(["", "HUP", "TERM"]);
    expect(running("sleep 4005")).toBe(false);
    expect((await open).exitCode).not.toBe(0);
    // Another session is open, so the manager and its units stay
    expect([running("sleep 4003"), running("sleep 4004")]).toEqual([true, true]);
    expect(await activeState("kept.service")).toBe("active");
    await expect(session.exec("true")).rejects.toMatchObject({ code: "Closed" });
    await session.end();
    await other.end();
    expect(await activeState("kept.service")).toBe("active");
    expect(running("sleep 4003")).toBe(false);
  });

  test("the last one takes the manager along where nothing lingers, and the next brings it back", async () => {
    const { sandbox } = fixture;
    const session = await sandbox.login();
    const units = join(sandbox.home, ".config/systemd/user");
    mkdirSync(units, { recursive: true });
    const unit = "ExecStart=sleep 4001\nExecStop=touch %h/stopped";
    const text = `[Service]\n${unit}\n[Install]\nWantedBy=default.target\n`;
    writeFileSync(join(units, "always.service"), text);
    await session.exec("systemctl", ["--user", "enable", "--now", "always"], { reject: true });
    await session.exec("touch", ["/tmp/stays", `${sandbox.runtimeDirectory}/goes`], {
      reject: true,
    });
    const before = sandbox.managerPid;
    await session.end({ linger: false });
    expect(sandbox.managerPid).toBe(0);
    expect(existsSync(`/proc/${String(before)}`)).toBe(false);
    expect(sandbox.processes().filter(({ cgroup }) => cgroup.startsWith("manager"))).toEqual([]);
    expect(existsSync(join(sandbox.home, "stopped"))).toBe(true);
    const { stdout } = await sandbox.exec("ls", ["/run/user", "/tmp"]);
    expect(stdout).toContain("stays");
    expect(stdout).toMatch(/^\/run\/user:\n\n/);

    const sessions = await Promise.all([sandbox.login(), sandbox.login()]);
    expect(sandbox.managerPid).not.toBe(before);
    const managers = commands().filter((command) => command.includes("/systemd --user"));
    expect(managers).toHaveLength(1);
    await expect.poll(async () => activeState("always")).toBe("active");
    for (const each of sessions) await each.end();
    expect(sandbox.managerPid).not.toBe(0);
  });

  test("ends with a crash", async () => {
    const { sandbox } = fixture;
    const session = await sandbox.login();
    await session.exec("tmux", ["new-session", "-d", "sleep 4006"], { reject: true });
    await sandbox.crash();
    expect(running("sleep 4006")).toBe(false);
    await expect(session.exec("true")).rejects.toMatchObject({ code: "Closed" });
    await session.end({ linger: false });
    expect(
      (await (await sandbox.login()).exec("systemctl", ["--user", "show-environment"])).exitCode,
    ).toBe(0);
  });
});
