import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findV1Hierarchies, readMountInfo, readOwnCgroups } from "./cgroup-mount.js";
import { openSandbox } from "./open-sandbox.js";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "./testing.js";

const HYBRID = `35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
36 31 0:33 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids
37 31 0:34 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
38 31 0:35 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
`;

test("the v1 hierarchies are found where they are mounted under their own names", () => {
  const cgroups = "8:pids:/\n4:memory:/a/b\n9:name=systemd:/\n2:cpu,cpuacct:/\n0::/\n";
  expect(findV1Hierarchies(HYBRID, cgroups)).toEqual([
    { name: "systemd", cgroup: "/sys/fs/cgroup/systemd" },
    { name: "memory", cgroup: "/sys/fs/cgroup/memory/a/b" },
    { name: "pids", cgroup: "/sys/fs/cgroup/pids" },
  ]);
  expect(findV1Hierarchies("", cgroups)).toEqual([]);
});

const hierarchies = findV1Hierarchies(readMountInfo(), readOwnCgroups());
const found =
  (await sandboxObstacle()) ??
  (process.getuid?.() === 0 && hierarchies.length > 0 ? undefined : "no v1 controllers for root");
if (found !== undefined) console.warn(`skipped, a hybrid sandbox: ${found}`);

describe.skipIf(found !== undefined)("a hybrid sandbox", () => {
  const fixture = sandboxFixture({ beforeAll, afterAll }, { hierarchy: "hybrid" });

  test("limits of units bind", async () => {
    const { sandbox } = fixture;
    expect(sandbox.controllers).toEqual(expect.arrayContaining(["memory", "pids"]));
    const folder = join(sandbox.home, ".config/systemd/user");
    mkdirSync(folder, { recursive: true });
    const unit = (lines: string) => `[Service]\nType=oneshot\n${lines}\n`;
    const bytes = 100 * 1024 * 1024;
    const eat = `ExecStart=${process.execPath} -e "Buffer.alloc(${String(bytes)}, 1)"`;
    const units = {
      "hungry.service": unit(`MemoryMax=60M\nMemorySwapMax=0\n${eat}`),
      "free.service": unit(eat),
      "crowd.service": unit(
        "TasksMax=10\nExecStart=sh -c 'for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do sleep 20 & done; wait'",
      ),
    };
    for (const [name, text] of Object.entries(units)) writeFileSync(join(folder, name), text);
    const start = async (name: string) =>
      (await sandbox.exec("systemctl", ["--user", "start", name])).exitCode;
    expect(await start("free.service")).toBe(0);
    expect(await start("hungry.service")).not.toBe(0);
    const { stdout } = await sandbox.exec("systemctl", [
      "--user",
      "show",
      "-P",
      "Result",
      "hungry.service",
    ]);
    expect(stdout).toMatch(/oom-kill|signal/);
    expect(await start("crowd.service")).not.toBe(0);
  });

  test("memory that runs out in a unit kills the hungry process, not the unit and not its neighbours", async () => {
    const { sandbox } = fixture;
    const grow = "const all=[];setInterval(()=>all.push(Buffer.alloc(8e6,1)),1)";
    const line = `sh -c '${process.execPath} -e "${grow}"; echo "$$?" >>%h/ends; exec sleep 1000'`;
    const text = `[Service]\nMemoryMax=60M\nMemorySwapMax=0\nOOMPolicy=continue\nExecStart=${line}\n`;
    writeFileSync(join(sandbox.home, ".config/systemd/user/family.service"), text);
    const ends = () => {
      try {
        return readFileSync(join(sandbox.home, "ends"), "utf8");
      } catch {
        return "none yet";
      }
    };
    await sandbox.exec("systemctl", ["--user", "start", "family"], { reject: true });
    await expect.poll(ends).toBe(`${128 + 9}\n`);
    await expect
      .poll(() =>
        sandbox
          .processes()
          .filter(({ cgroup }) => cgroup.endsWith("/family.service"))
          .map(({ command }) => command),
      )
      .toEqual(["sleep 1000"]);
    await sandbox.exec("systemctl", ["--user", "is-active", "family"], { reject: true });
  });

  test("a command stands in the sandbox's own cgroups, and a reboot keeps the limits", async () => {
    const { sandbox } = fixture;
    const before = await sandbox.exec("cat", ["/proc/self/cgroup"]);
    expect(before.stdout).toMatch(/^\d+:memory:\/$/m);
    await sandbox.reboot();
    expect(
      (await sandbox.exec("systemctl", ["--user", "start", "hungry.service"])).exitCode,
    ).not.toBe(0);
  });

  test("nothing is left of it in any hierarchy", async () => {
    const one = await openSandbox({ hierarchy: "hybrid", deadlineMs: HANG_MS });
    const name = one.cgroup.split("/").at(-1) ?? "";
    const groups = hierarchies.map(({ cgroup }) => join(cgroup, name));
    expect(groups.map((group) => existsSync(group))).toEqual(groups.map(() => true));
    await one.crash();
    await one.exec("setsid", ["--fork", "sh", "-c", "trap '' TERM; sleep 1000"]);
    const session = await one.login();
    await session.exec("setsid", ["--fork", "sleep", "1000"]);
    expect(readFileSync(join(groups[0] ?? "", "cgroup.procs"), "utf8")).not.toBe("");
    await one.close();
    expect(groups.filter((group) => existsSync(group))).toEqual([]);
  });
});
