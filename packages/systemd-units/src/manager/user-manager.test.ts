import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failure } from "../../test/failure.js";
import { openUserManager } from "./open-user-manager.js";
import { readPid } from "./read-properties.js";
import { systemdVersion } from "./systemd-version.js";
import type { UserManager } from "./user-manager.js";

describe("in a real user manager", () => {
  let sandbox: Sandbox;
  let manager: UserManager;

  beforeAll(async () => {
    sandbox = await openSandbox({ deadlineMs: HANG_MS });
    manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
    const folder = join(sandbox.home, ".config/systemd/user");
    mkdirSync(folder, { recursive: true });
    const install = "[Install]\nWantedBy=default.target\n";
    writeFileSync(
      join(folder, "sleep@.service"),
      `[Unit]\nDescription=Sleeper %i\n[Service]\nExecStart=/bin/sleep 1000\n${install}`,
    );
    writeFileSync(
      join(folder, "fail@.service"),
      "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'exit 3'\n",
    );
    writeFileSync(
      join(folder, "slow.service"),
      "[Service]\nType=oneshot\nExecStart=/bin/sleep 1000\n",
    );
    writeFileSync(
      join(folder, "lines.service"),
      '[Service]\nExecStart=/bin/echo "a\\n\\nMainPID=1\\nb"\n',
    );
    await manager.reload();
  });

  afterAll(async () => sandbox?.close());

  test("it answers, with its version and state", async () => {
    expect(await manager.probe()).toMatchObject({ answers: true, version: await systemdVersion() });
  });

  test("names of its environment are told, whatever stands in their values", async () => {
    const before = await manager.environmentNames();
    expect(before).toContain("HOME");
    const values = ["TOLD_ONE=a b=c", "TOLD_TWO=line\nFAKE=1", "TOLD_EMPTY="];
    await sandbox.exec("systemctl", ["--user", "set-environment", ...values], { reject: true });
    const names = values.map((each) => each.replace(/=[^]*$/, ""));
    const after = await manager.environmentNames();
    expect(after.filter((name) => !before.includes(name)).toSorted()).toEqual(names.toSorted());
    await sandbox.exec("systemctl", ["--user", "unset-environment", ...names]);
  });

  test("a batch is started, seen, and stopped", async () => {
    const units = ["sleep@a.service", "sleep@b-c.service", "sleep@d\\x2de.service"];
    await manager.start(units);
    expect(await manager.states(["sleep@*.service"])).toEqual(
      units.map((unit) => ({
        unit,
        load: "loaded",
        active: "active",
        sub: "running",
        description: expect.stringContaining("Sleeper"),
      })),
    );
    const read = await manager.properties(
      [...units, "sleep@never.service", "absent.service"],
      ["MainPID", "LoadState", "StatusText", "ActiveState"],
    );
    expect([...read.keys()]).toEqual([...units, "sleep@never.service", "absent.service"]);
    for (const unit of units) expect(readPid(read.get(unit)?.MainPID)).toBeGreaterThan(1);
    expect(read.get("sleep@never.service")).toEqual({
      MainPID: "0",
      LoadState: "loaded",
      StatusText: "",
      ActiveState: "inactive",
    });
    expect(readPid(read.get("sleep@never.service")?.MainPID)).toBeUndefined();
    expect(read.get("absent.service")).toMatchObject({
      LoadState: "not-found",
      ActiveState: "inactive",
    });
    await manager.restart(["sleep@a.service"]);
    const again = await manager.properties(["sleep@a.service"], ["MainPID"]);
    expect(again.get("sleep@a.service")?.MainPID).not.toBe(read.get("sleep@a.service")?.MainPID);
    await manager.stop(units);
    expect(await manager.states(["sleep@*.service"])).toEqual([]);
  });

  test("a failing unit is named, and the others of its batch run", async () => {
    const error = await failure(
      manager.start(["sleep@a.service", "fail@x.service", "sleep@b.service"]),
    );
    expect(error).toMatchObject({ code: "JobFailed", units: ["fail@x.service"] });
    expect(error.message).toContain("`fail@x.service`");
    const states = await manager.states(["sleep@*.service", "fail@*.service"]);
    expect(states.map(({ unit, active }) => [unit, active])).toEqual([
      ["fail@x.service", "failed"],
      ["sleep@a.service", "active"],
      ["sleep@b.service", "active"],
    ]);
    await manager.resetFailed(["fail@x.service", "never@loaded.service"]);
    await manager.stop(["sleep@a.service", "sleep@b.service"]);
    expect(await manager.states(["*@*.service"])).toEqual([]);
  });

  test("a missing unit is said to be missing", async () => {
    expect(await failure(manager.start(["absent.service"]))).toMatchObject({
      code: "UnitNotFound",
      units: ["absent.service"],
    });
    expect(await failure(manager.start(["absent.service", "fail@y.service"]))).toMatchObject({
      code: "JobFailed",
      units: ["absent.service", "fail@y.service"],
    });
    expect(await failure(manager.enable(["absent.service"]))).toMatchObject({
      code: "UnitNotFound",
      units: ["absent.service"],
    });
    await manager.disable(["absent.service"]);
  });

  test("a unit is linked for boot, and unlinked", async () => {
    await manager.enable(["sleep@boot.service"]);
    const state = async () =>
      (await manager.properties(["sleep@boot.service"], ["UnitFileState"])).get(
        "sleep@boot.service",
      )?.UnitFileState;
    expect(await state()).toBe("enabled");
    await manager.disable(["sleep@boot.service"]);
    expect(await state()).toBe("disabled");
  });

  test("a deadline ends the call, and a queued job does not wait", async () => {
    expect(await failure(manager.start(["slow.service"], { deadlineMs: 300 }))).toMatchObject({
      code: "Timeout",
    });
    await manager.stop(["slow.service"]);
    await manager.start(["slow.service"], { noBlock: true });
    expect(await manager.states(["slow.service"])).toMatchObject([{ active: "activating" }]);
    await manager.stop(["slow.service"]);
  });

  test("names that systemctl would mangle are refused before it sees them", async () => {
    for (const name of [
      "x@a/b.service",
      "sleep@.service",
      "sleep",
      "*.service",
      "--all",
      "a b.service",
    ]) {
      expect(await failure(manager.start([name]))).toMatchObject({
        code: "InvalidName",
        units: [name],
      });
      expect(await failure(manager.properties([name], ["Id"]))).toMatchObject({
        code: "InvalidName",
        units: [name],
      });
    }
  });

  test("values with line breaks never become another property", async () => {
    const read = await manager.properties(
      ["lines.service", "sleep@z.service"],
      ["ExecStart", "LoadState"],
    );
    expect(read.get("lines.service")?.ExecStart).toContain("a\n");
    expect(read.get("sleep@z.service")?.LoadState).toBe("loaded");
    const spoofed = await manager
      .properties(["lines.service"], ["ExecStart", "MainPID"])
      .catch((error: unknown) => error);
    expect(spoofed).toMatchObject({ code: "NotAnswering" });
  });

  test("nothing asked is nothing done", async () => {
    await manager.start([]);
    expect(await manager.states([])).toEqual([]);
    expect(await manager.properties([], ["Id"])).toEqual(new Map());
  });

  test("a bus that went away is an error in a list, and a reason in a probe", async () => {
    const away = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
    await sandbox.exec("mv", [
      `${sandbox.runtimeDirectory}/systemd`,
      `${sandbox.runtimeDirectory}/away`,
    ]);
    await sandbox.exec("sh", [
      "-c",
      `! [ -e ${sandbox.runtimeDirectory}/bus ] || mv ${sandbox.runtimeDirectory}/bus ${sandbox.runtimeDirectory}/bus.away`,
    ]);
    expect(await failure(away.states(["*"]))).toMatchObject({ code: "NoBus" });
    expect(await away.probe()).toMatchObject({
      answers: false,
      remedy: expect.stringContaining("enable-linger"),
    });
  });
});
