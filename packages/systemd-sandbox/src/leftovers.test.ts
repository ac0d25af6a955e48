import { once } from "node:events";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildOwner, killOwners, leftovers, markOf, outerPid, startOwner } from "../test/owner.js";
import { sandboxPath } from "./binaries.js";
import { parentCgroup } from "./lane.js";
import { openSandbox } from "./open-sandbox.js";
import { scriptsFolder } from "./outer.js";
import { startSandbox } from "./running-sandbox.js";
import { HANG_MS, sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);
let owner = "";
beforeAll(async () => {
  owner = await buildOwner();
});
afterAll(killOwners);

describe.skipIf(obstacle !== undefined)("nothing is left", () => {
  test("by an orderly end, also with processes that ignore every signal", async () => {
    const sandbox = await openSandbox({ deadlineMs: HANG_MS });
    await sandbox.exec("tmux", ["new-session", "-d", "trap '' HUP INT TERM; sleep 1000"]);
    await sandbox.exec("setsid", [
      "--fork",
      "sh",
      "-c",
      "trap '' HUP INT TERM; sleep 1000 & sleep 1001",
    ]);
    const name = markOf(sandbox.cgroup);
    expect(leftovers(name).length).toBeGreaterThan(5);
    await sandbox.close();
    await sandbox.close();
    expect(leftovers(name)).toEqual([]);
  });

  test("by an owner that is killed, at twenty moments of its start and after", async () => {
    const whole = startOwner(owner);
    await whole.said("begin");
    const began = performance.now();
    await whole.said("open");
    const startMs = performance.now() - began;
    whole.child.kill("SIGKILL");
    for (let round = 0; round < 20; round++) {
      const { child, said } = startOwner(owner);
      await said("begin");
      await sleep((startMs * round) / 18);
      child.kill("SIGKILL");
      await once(child, "exit");
      await expect.poll(() => leftovers(markOf(child))).toEqual([]);
    }
  });

  test("by an owner that ends without a word", async () => {
    const { child } = startOwner(owner, "leave");
    expect(await once(child, "exit")).toEqual([0, null]);
    await expect.poll(() => leftovers(markOf(child))).toEqual([]);
  });

  test("by a killed outer half, which ends the sandbox", async () => {
    const sandbox = await openSandbox({ deadlineMs: HANG_MS });
    process.kill(outerPid(markOf(sandbox.cgroup)), "SIGKILL");
    await expect.poll(() => leftovers(markOf(sandbox.cgroup))).toEqual([]);
    await expect(sandbox.exec("true")).rejects.toMatchObject({ code: "Closed" });
    await sandbox.close();
  });

  test("by an owner and an outer half that are both killed", async () => {
    const { child, said } = startOwner(owner);
    await said("open");
    process.kill(outerPid(markOf(child)), "SIGKILL");
    child.kill("SIGKILL");
    await expect.poll(() => leftovers(markOf(child))).toEqual([]);
  });

  test("by a start that fails", async () => {
    const late = { name: "SandboxError", code: "Timeout" };
    await expect(openSandbox({ deadlineMs: 1 })).rejects.toMatchObject(late);
    const name = `mosaic-sandbox-${process.pid}-broken`;
    const root = join(realpathSync(tmpdir()), name);
    const broken = {
      SANDBOX_ROOT: root,
      SANDBOX_CGROUP: join(parentCgroup("root") ?? "", name),
      SANDBOX_LANE: "root" as const,
      SANDBOX_SCRIPTS: scriptsFolder(),
      SANDBOX_SYSTEMD: "/bin/no-such-systemd",
      SANDBOX_DBUS: "",
      SANDBOX_PATH: sandboxPath("/usr/bin"),
      SANDBOX_LOG: join(root, "manager.log"),
      SANDBOX_VIEW: "/sys/fs/cgroup",
      SANDBOX_V1: "",
      SANDBOX_V1_NAMES: "",
    };
    await expect(startSandbox(broken, [], "nsenter", HANG_MS)).rejects.toMatchObject({
      code: "StartFailed",
      message: expect.stringMatching(/ended during its start[^]*no-such-systemd/) as string,
    });
    expect(leftovers(`mosaic-sandbox-${process.pid}-`)).toEqual([]);
  });
});
