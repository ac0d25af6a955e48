import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSandbox } from "./open-sandbox.js";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "./testing.js";
import { statOf, type SandboxProcess } from "./processes.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("the processes of a sandbox", () => {
  const fixture = sandboxFixture({ beforeAll, afterAll });
  const named = (command: string): SandboxProcess | undefined =>
    fixture.sandbox.processes().find((each) => each.command.endsWith(command));
  const sleeper = async (seconds: string): Promise<SandboxProcess> => {
    await fixture.sandbox.exec("setsid", ["--fork", "sleep", seconds], { reject: true });
    await expect.poll(() => named(`sleep ${seconds}`)).toBeDefined();
    return named(`sleep ${seconds}`) as SandboxProcess;
  };

  test("are those that `ps` inside sees, without itself", async () => {
    const { sandbox } = fixture;
    await sandbox.exec("systemd-run", ["--user", "--unit=one", "sleep", "3001"], { reject: true });
    await expect.poll(() => named("sleep 3001")).toBeDefined();
    const columns = "pid=,ppid=,args=";
    const { stdout } = await sandbox.exec("ps", ["-e", "-ww", "-o", columns], { reject: true });
    const table = stdout.split("\n").filter((line) => !line.includes(columns));
    const seen = sandbox.processes();
    expect(seen.map(({ pid, parent, command }) => `${pid} ${parent} ${command}`)).toEqual(
      table.map((line) => line.trim().replaceAll(/^(\d+) +(\d+) +/g, "$1 $2 ")),
    );
    const manager = seen.find(({ outsidePid }) => outsidePid === sandbox.managerPid);
    expect(manager?.cgroup).toMatch(/^manager\/init\.scope$/);
    expect(named("sleep 3001")).toMatchObject({
      cgroup: "manager/app.slice/one.service",
      parent: manager?.pid,
      state: "S",
    });
    expect(seen[0]).toMatchObject({ pid: 1, parent: 0, cgroup: "init" });
  });

  test("are told by number, place and time as the outside has them", async () => {
    const { sandbox } = fixture;
    const one = await sleeper("3002");
    expect(one.cgroup).toMatch(/^payload\/exec-/);
    const members = readFileSync(join(sandbox.cgroup, one.cgroup, "cgroup.procs"), "utf8");
    expect(members.split("\n")).toContain(String(one.outsidePid));
    const inside = await sandbox.exec("cut", ["-d ", "-f22", `/proc/${one.pid}/stat`]);
    expect(one.startTime).toBe(Number(inside.stdout));
  });

  test("with names that look like fields are read as they are", async () => {
    const { sandbox } = fixture;
    const script = 'printf "x) Z 7 7" >/proc/$$/comm; read -r line <&3';
    const pipe = 'mkfifo "$HOME/pipe"; exec 3<>"$HOME/pipe"; exec "$@"';
    await sandbox.exec("setsid", ["--fork", "sh", "-c", pipe, "sh", "sh", "-c", script], {
      reject: true,
    });
    const found = () => sandbox.processes().find(({ command }) => command.includes(script));
    await expect.poll(() => statOf(found()?.outsidePid ?? 0)?.name).toBe("x) Z 7 7");
    expect(found()).toMatchObject({ parent: 1, state: "S" });
  });

  test("are found while others come and go", async () => {
    const { sandbox } = fixture;
    const steady = await sleeper("3003");
    const script = "i=0; while [ $i -lt 400 ]; do sleep 0 & i=$((i + 1)); done; wait";
    const churn = sandbox.exec("sh", ["-c", script]);
    const missed: number[] = [];
    let looks = 0;
    const looking = setInterval(() => {
      const found = sandbox.processes().find(({ pid }) => pid === steady.pid);
      if (found?.startTime !== steady.startTime) missed.push(looks);
      looks++;
    }, 1);
    expect(await churn).toMatchObject({ exitCode: 0 });
    clearInterval(looking);
    expect(missed).toEqual([]);
    expect(looks).toBeGreaterThan(0);
  });

  test("a signal reaches the one that is meant, and says when it is gone", async () => {
    const { sandbox } = fixture;
    const one = await sleeper("3004");
    const two = await sleeper("3005");
    expect(sandbox.signal(one.pid, "SIGSTOP")).toBe(true);
    await expect.poll(() => named("sleep 3004")?.state).toBe("T");
    expect(named("sleep 3005")?.state).toBe("S");
    // The number alone is not enough: this is what a later process with that number looks like
    expect(sandbox.signal({ ...two, startTime: two.startTime - 1 }, "SIGKILL")).toBe(false);
    expect(sandbox.signal(two, "SIGKILL")).toBe(true);
    await expect.poll(() => named("sleep 3005")).toBeUndefined();
    expect(sandbox.signal(two, "SIGKILL")).toBe(false);
    expect(sandbox.signal(two.pid, "SIGKILL")).toBe(false);
    expect(named("sleep 3004")).toBeDefined();
  });

  test("a number of the outside means nothing inside", async () => {
    const { sandbox } = fixture;
    const other = await openSandbox({ deadlineMs: HANG_MS });
    try {
      const own = new Set(sandbox.processes().map(({ outsidePid }) => outsidePid));
      const others = other.processes();
      expect(others.filter(({ outsidePid }) => own.has(outsidePid))).toEqual([]);
      const manager = others.find(({ outsidePid }) => outsidePid === other.managerPid);
      expect(manager).toBeDefined();
      expect(sandbox.signal({ pid: 1, startTime: manager?.startTime ?? 0 }, "SIGKILL")).toBe(false);
      expect(existsSync(`/proc/${String(other.managerPid)}`)).toBe(true);
    } finally {
      await other.close();
    }
    expect(() => other.processes()).toThrow(expect.objectContaining({ code: "Closed" }));
    expect(() => other.signal(1, "SIGKILL")).toThrow(expect.objectContaining({ code: "Closed" }));
  });
});
