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
