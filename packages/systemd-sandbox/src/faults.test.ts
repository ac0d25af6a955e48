import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSandbox } from "./open-sandbox.js";
import { sandboxFixture, sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("faults that can be made", () => {
  const fixture = sandboxFixture({ beforeAll, afterAll });

  test("a manager that starts itself anew keeps its units and sees their end", async () => {
    const { sandbox } = fixture;
    const folder = join(sandbox.home, ".config/systemd/user");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "nap.service"), "[Service]\nExecStart=sleep 1000\n");
    const show = async (property: string) =>
      (await sandbox.exec("systemctl", ["--user", "show", "-P", property, "nap"])).stdout;
    await sandbox.exec("systemctl", ["--user", "start", "nap"], { reject: true });
    const pid = await show("MainPID");
    const manager = sandbox.managerPid;
    await sandbox.reexec();
    expect(await show("ActiveState")).toBe("active");
    expect(await show("MainPID")).toBe(pid);
    expect(sandbox.managerPid).toBe(manager);
    expect(readFileSync(`/proc/${String(manager)}/cmdline`, "utf8")).toContain("--deserialize");
    await sandbox.exec("kill", ["-KILL", pid], { reject: true });
    await expect.poll(async () => show("ActiveState")).toBe("failed");
  });

  test("a power cut warns nobody: neither signals nor the ends of others are seen, and enabled units come back", async () => {
    const { sandbox } = fixture;
    const told = join(sandbox.home, "told");
    const folder = join(sandbox.home, ".config/systemd/user");
    mkdirSync(folder, { recursive: true });
    const loyal = `sh -c 'trap "echo signal >>${told}; exit" TERM HUP INT; while :; do sleep 0.01; done'`;
    writeFileSync(
      join(folder, "loyal.service"),
      `[Service]\nExecStart=${loyal}\nExecStop=touch ${told}\nExecStopPost=touch ${told}\n[Install]\nWantedBy=default.target\n`,
    );
    const systemctl = ["--user", "enable", "--now", "loyal"];
    await sandbox.exec("systemctl", systemctl, { reject: true });
    // In the payload: sees the end of the manager, if it sees anything
    const mourner = `while kill -0 ${(await sandbox.exec("systemctl", ["--user", "show", "-P", "MainPID", "loyal"])).stdout}; do :; done; echo gone >>${told}`;
    await sandbox.exec("setsid", ["--fork", "sh", "-c", `exec >/dev/null 2>&1; ${mourner}`]);
    await sandbox.exec("touch", ["/run/user/0/stale", "/tmp/stale", "/dev/shm/stale"], {
      reject: true,
    });
    const before = new Set(sandbox.processes().map(({ outsidePid }) => outsidePid));
    await sandbox.crash();
    expect(existsSync(told)).toBe(false);
    const after = sandbox.processes().filter(({ outsidePid }) => before.has(outsidePid));
    expect(after.map(({ cgroup }) => cgroup)).toEqual(after.map(() => "init"));
    const state = async () =>
      (await sandbox.exec("systemctl", ["--user", "is-active", "loyal"])).stdout;
    await expect.poll(state).toBe("active");
    const { stdout } = await sandbox.exec("ls", ["/run/user/0", "/tmp", "/dev/shm"]);
    expect(stdout).not.toContain("stale");
    // Both are the same machine afterwards
    await sandbox.reboot();
    expect(existsSync(told)).toBe(true);
  });

  test("commands that are on their way hold up no power cut, and come back", async () => {
    const { sandbox } = fixture;
    const over = new AbortController();
    const codes = new Set<number | undefined>();
    const busy = [1, 2, 3].map(async () => {
      while (!over.signal.aborted) codes.add((await sandbox.exec("true")).exitCode);
    });
    for (let round = 0; round < 3; round++) await sandbox.crash();
    over.abort();
    await Promise.all(busy);
    expect(codes).toContain(0);
    expect(
      await sandbox.exec("systemctl", ["--user", "is-active", "-q", "default.target"]),
    ).toMatchObject({ exitCode: 0 });
  });

  test("a small disk is full at its size, and only inside", async () => {
    const { sandbox } = fixture;
    const path = join(sandbox.home, "state");
    await sandbox.smallDisk(path, 64 * 1024);
    const full = await sandbox.exec("dd", [
      "if=/dev/zero",
      `of=${path}/data`,
      "bs=4k",
      "count=100",
    ]);
    expect(full.exitCode).not.toBe(0);
    expect(full.stderr).toContain("No space left on device");
    const { stdout } = await sandbox.exec("stat", ["-c", "%s", `${path}/data`]);
    expect(Number(stdout)).toBeLessThanOrEqual(64 * 1024);
    expect(existsSync(join(path, "data"))).toBe(false);
    await expect(sandbox.smallDisk("/proc/x", 4096)).rejects.toMatchObject({
      code: "CommandFailed",
    });
  });

  test("the controllers that bind are named", async () => {
    const { sandbox } = fixture;
    const listed = readFileSync(join(sandbox.cgroup, "cgroup.controllers"), "utf8").trim();
    expect(sandbox.controllers).toEqual(listed.split(" ").filter(Boolean));
    if (process.getuid?.() !== 0)
      await expect(openSandbox({ hierarchy: "hybrid" })).rejects.toMatchObject({
        code: "LaneUnavailable",
      });
  });
});
