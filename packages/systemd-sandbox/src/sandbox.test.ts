import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSandbox } from "./open-sandbox.js";
import type { Sandbox } from "./sandbox.js";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);
const patient = { deadlineMs: HANG_MS };
// The home of a sandbox is a folder below the outside's /tmp that goes away even when this run is killed
const outside = obstacle === undefined ? await openSandbox(patient) : undefined;
const scratch = join(outside?.home ?? tmpdir(), "mosaic-kept");
if (outside !== undefined) mkdirSync(scratch);
afterAll(() => outside?.close());

process.env["MOSAIC_PLANTED"] = "outside";

describe.skipIf(obstacle !== undefined)("a sandbox", () => {
  const fixture = sandboxFixture(
    { beforeAll, afterAll },
    { keep: [scratch], log: join(scratch, "log", "manager.log") },
  );

  test("runs a unit in a cgroup below its own", async () => {
    const { sandbox } = fixture;
    writeUnit(sandbox, "nap.service", "[Service]\nExecStart=sleep 1000\n");
    await sandbox.exec("systemctl", ["--user", "start", "nap"], { reject: true });
    const { stdout: pid } = await show(sandbox, "nap", "MainPID");
    const inside = await sandbox.exec("cat", [`/proc/${pid}/cgroup`]);
    expect(inside.stdout).toMatch(/^0::\/manager\/app\.slice\/nap\.service$/m);
    const procs = readFileSync(
      join(sandbox.cgroup, "manager/app.slice/nap.service/cgroup.procs"),
      "utf8",
    );
    expect(procs.trim().split("\n")).toHaveLength(1);
    await sandbox.exec("systemctl", ["--user", "stop", "nap"], { reject: true });
  });

  test("gives the manager and every command the allow-list and nothing else", async () => {
    const { sandbox } = fixture;
    const names = ({ stdout }: { stdout: string }) =>
      stdout
        .split("\n")
        .map((line) => line.replace(/=.*/, ""))
        .toSorted();
    const allowed = Object.keys(sandbox.env).toSorted();
    expect(names(await sandbox.exec("env"))).toEqual(allowed);
    const [file = "", ...prefix] = sandbox.enter;
    expect(names(await execa(file, [...prefix, "env"]))).toEqual(allowed);

    const manager = readFileSync(`/proc/${sandbox.managerPid}/environ`, "utf8");
    expect(names({ stdout: manager.replace(/\0$/, "").replaceAll("\0", "\n") })).toEqual(allowed);
    const shown = await sandbox.exec("systemctl", ["--user", "show-environment"]);
    expect(shown.stdout).toContain(`HOME=${sandbox.home}`);
    expect(shown.stdout).not.toContain("MOSAIC_PLANTED");
  });

  test("answers on the session bus from the first call on", async () => {
    const ping = ["--user", "call", "org.freedesktop.systemd1", "/org/freedesktop/systemd1"];
    const found = await fixture.sandbox.exec("busctl", [
      ...ping,
      "org.freedesktop.DBus.Peer",
      "Ping",
    ]);
    expect(found).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("shows kept folders, writable, and nothing else of the outside's /tmp", async () => {
    const { sandbox } = fixture;
    mkdirSync(join(scratch, "repository"));
    const note = join(scratch, "repository", "note");
    await sandbox.exec("tee", [note], { input: "from inside", reject: true });
    expect(readFileSync(note, "utf8")).toBe("from inside");
    const { stdout } = await sandbox.exec("ls", ["-A", "/tmp"]);
    const own = basename(dirname(sandbox.home));
    expect(
      stdout
        .split("\n")
        .filter((name) => !name.startsWith("tmux-"))
        .toSorted(),
    ).toEqual([own, basename(dirname(dirname(scratch)))].toSorted());
  });

  test("logs where it was asked to: the manager's words and those of its units", async () => {
    const { sandbox } = fixture;
    expect(sandbox.log).toBe(join(scratch, "log", "manager.log"));
    await sandbox.exec("systemd-run", ["--user", "--wait", "echo", "a unit speaks"], {
      reject: true,
    });
    const log = () => readFileSync(sandbox.log, "utf8");
    await expect.poll(log).toContain("Reached target");
    expect(log()).toContain("a unit speaks");
  });

  test("reaps the orphans of its commands", async () => {
    const { sandbox } = fixture;
    await sandbox.exec("sh", ["-c", "(sleep 0.01 &)"]);
    const states = async () => (await sandbox.exec("ps", ["-e", "-o", "stat="])).stdout;
    await expect.poll(states).not.toMatch(/^Z/m);
  });

  test("reboots: enabled units come back, all else is gone", async () => {
    const { sandbox } = fixture;
    const before = sandbox.managerPid;
    writeUnit(
      sandbox,
      "always.service",
      `[Service]\nExecStart=sleep 1000\nExecStop=touch ${join(sandbox.home, "stopped")}\n[Install]\nWantedBy=default.target\n`,
    );
    await sandbox.exec("systemctl", ["--user", "enable", "--now", "always"], { reject: true });
    await sandbox.exec("tmux", ["new-session", "-d", "sleep 1000"], { reject: true });
    await sandbox.exec("touch", ["/run/user/0/stale", "/tmp/stale", "/dev/shm/stale"], {
      reject: true,
    });

    await sandbox.reboot();

    expect(sandbox.managerPid).not.toBe(before);
    await expect
      .poll(async () => (await show(sandbox, "always", "ActiveState")).stdout)
      .toBe("active");
    const found = await sandbox.exec("ls", ["-A", "/run/user/0", "/tmp", "/dev/shm", sandbox.home]);
    expect(found.stdout).not.toContain("stale");
    expect(found.stdout).not.toContain("tmux-");
    expect(found.stdout).toContain("stopped");
    expect(readFileSync(join(scratch, "repository", "note"), "utf8")).toBe("from inside");
    const { stdout: sleeping } = await sandbox.exec("pgrep", ["-c", "-x", "sleep"]);
    expect(sleeping).toBe("1");
  });

  test("reboots after its manager was killed", async () => {
    const { sandbox } = fixture;
    process.kill(sandbox.managerPid, "SIGKILL");
    await sandbox.reboot();
    await expect
      .poll(async () => (await show(sandbox, "always", "ActiveState")).stdout)
      .toBe("active");
  });
});

describe.skipIf(obstacle !== undefined)("two sandboxes at once", () => {
  test("do not meet, in units, sockets or homes", async () => {
    const both = await Promise.all([openSandbox(patient), openSandbox(patient)]);
    try {
      const [one, two] = both;
      writeUnit(one, "only.service", "[Service]\nExecStart=sleep 1000\n");
      for (const each of both)
        await each.exec("tmux", ["-L", "mosaic-fleet", "new-session", "-d", "sleep 1000"], {
          reject: true,
        });
      await one.exec("systemctl", ["--user", "start", "only"], { reject: true });
      expect((await show(two, "only", "LoadState")).stdout).toBe("not-found");
      await one.exec("tmux", ["-L", "mosaic-fleet", "kill-server"], { reject: true });
      expect(await two.exec("tmux", ["-L", "mosaic-fleet", "list-sessions"])).toMatchObject({
        exitCode: 0,
      });
      expect((await two.exec("ls", [one.home])).exitCode).not.toBe(0);
    } finally {
      await Promise.all(both.map((each) => each.close()));
    }
  });

  test("a closed one says so", async () => {
    const sandbox = await openSandbox(patient);
    await sandbox.close();
    await expect(sandbox.exec("true")).rejects.toMatchObject({ code: "Closed" });
    await expect(sandbox.reboot()).rejects.toMatchObject({ code: "Closed" });
  });
});

function writeUnit(sandbox: Sandbox, name: string, text: string): void {
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

const show = (sandbox: Sandbox, unit: string, property: string) =>
  sandbox.exec("systemctl", ["--user", "show", "--property", property, "--value", unit]);
