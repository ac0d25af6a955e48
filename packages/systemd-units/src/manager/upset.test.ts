import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failure } from "../../test/failure.js";
import { openUserManager } from "./open-user-manager.js";
import { run } from "./run.js";
import type { UserManager } from "./user-manager.js";

let sandbox: Sandbox;
let manager: UserManager;

beforeAll(async () => {
  sandbox = await openSandbox();
  manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env });
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  const units = {
    "sleep@.service": "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=default.target\n",
    // Its start is over once somebody writes into the FIFO.
    "gate.service":
      "[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/sh -c 'read line <%h/gate'\n",
  };
  for (const [name, text] of Object.entries(units)) writeFileSync(join(folder, name), text);
  execFileSync("mkfifo", [join(sandbox.home, "gate")]);
  await manager.reload();
});

afterAll(async () => sandbox?.close());

/** What a person may have set for systemd's tools, each of which changes their words or whether they do anything. */
const SETTINGS: Readonly<Record<string, string>> = {
  DEBUG_INVOCATION: "1",
  LANG: "de_DE.UTF-8",
  LANGUAGE: "de",
  LC_ALL: "de_DE.UTF-8",
  LC_MESSAGES: "de_DE.UTF-8",
  SYSTEMCTL_INSTALL_CLIENT_SIDE: "1",
  SYSTEMD_COLORS: "1",
  SYSTEMD_LOG_COLOR: "1",
  SYSTEMD_LOG_LEVEL: "emerg",
  SYSTEMD_LOG_LOCATION: "1",
  SYSTEMD_LOG_TARGET: "null",
  SYSTEMD_LOG_TID: "1",
  SYSTEMD_LOG_TIME: "1",
  SYSTEMD_OFFLINE: "1",
  SYSTEMD_PAGER: "false",
  SYSTEMD_URLIFY: "1",
};

test.each(Object.entries(SETTINGS))("%s=%s of a caller changes nothing", async (name, value) => {
  const set = openUserManager({
    prefix: [...sandbox.enter, "env", `${name}=${value}`],
    env: sandbox.env,
  });
  const jobs = ["sleep@set.service", "absent.service"].map(
    (unit) => ({ verb: "start", unit }) as const,
  );
  expect(await set.run(jobs)).toMatchObject([
    { outcome: "done" },
    {
      outcome: "not-found",
      detail: "Failed to start absent.service: Unit absent.service not found.",
    },
  ]);
  expect(await manager.states(["sleep@set.service"])).toMatchObject([{ active: "active" }]);
  await set.stop(["sleep@set.service"]);
  expect(await manager.states(["sleep@set.service"])).toEqual([]);
});

test("without a prefix they are set in the environment of the program itself", async () => {
  const env = { ...SETTINGS, PATH: process.env["PATH"] };
  const { stdout } = await run(["env"], { env, deadlineMs: 60_000 });
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining([
      "LC_ALL=C",
      "LANGUAGE=",
      "SYSTEMD_OFFLINE=0",
      "SYSTEMD_LOG_TARGET=console",
    ]),
  );
});

test("a program that the prefix does not find is an absent manager", async () => {
  const none = openUserManager({
    prefix: ["env", "PATH=/nosuch"],
    env: { PATH: process.env["PATH"] },
  });
  expect(await failure(none.states(["*"]))).toMatchObject({ code: "ManagerAbsent" });
  expect(await failure(none.start(["a.service"]))).toMatchObject({ code: "ManagerAbsent" });
});

async function waitingAtTheGate(): Promise<void> {
  await expect
    .poll(async () => manager.states(["gate.service"]))
    .toMatchObject([{ active: "activating" }]);
}

test("a manager that is executed anew within a batch: each end is the true one", async () => {
  const starting = manager.run([
    { verb: "start", unit: "sleep@a.service" },
    { verb: "start", unit: "gate.service" },
    { verb: "start", unit: "sleep@b.service" },
  ]);
  await waitingAtTheGate();
  await sandbox.exec("systemctl", ["--user", "daemon-reexec"]);
  await waitingAtTheGate();
  await sandbox.exec("sh", ["-c", `echo >${sandbox.home}/gate`], { reject: true });
  expect((await starting).map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
  expect(await manager.states(["gate.service"])).toMatchObject([{ active: "active" }]);
  await manager.stop(["gate.service", "sleep@a.service", "sleep@b.service"]);
});

test("a manager that is executed anew while it is asked: whoever asks gets an answer", async () => {
  const unit = "sleep@up.service";
  for (let times = 0; times < 6; times += 1) {
    const upsetting = sandbox.exec("systemctl", ["--user", "daemon-reexec"]);
    const asking = (async () => {
      const [done] = await manager.run([{ verb: "start", unit }]);
      const state = (await manager.properties([unit], ["ActiveState"])).get(unit)?.ActiveState;
      await manager.reload();
      await manager.stop([unit]);
      return [done?.outcome, state];
    })();
    const [, answer] = await Promise.allSettled([upsetting, asking]);
    expect(answer).toEqual({ status: "fulfilled", value: ["done", "active"] });
  }
});

test("a folder of units that systemd refuses: its own words, and nothing done by half", async () => {
  const links = join(sandbox.home, ".config/systemd/user/default.target.wants");
  writeFileSync(links, "");
  const error = await failure(manager.enable(["sleep@a.service", "sleep@b.service"]));
  expect(error).toMatchObject({ code: "JobFailed", units: ["sleep@a.service", "sleep@b.service"] });
  expect(error.detail).toBe(
    ["a", "b"]
      .map((name) => `Failed to enable unit: File ${links}/sleep@${name}.service: Not a directory`)
      .join("\n"),
  );
});

test("a manager that goes away within a batch is an error, not a list of results", async () => {
  const starting = failure(
    manager.run([
      { verb: "start", unit: "sleep@a.service" },
      { verb: "start", unit: "gate.service" },
    ]),
  );
  await waitingAtTheGate();
  // The session's bus, which outlives the manager here, would wait for a new one.
  const bus = `${sandbox.runtimeDirectory}/bus`;
  await sandbox.exec("sh", ["-c", `! [ -e ${bus} ] || mv ${bus} ${bus}.away`], { reject: true });
  process.kill(sandbox.managerPid, "SIGKILL");
  expect(await starting).toMatchObject({
    code: "NoBus",
    message: expect.stringContaining("`loginctl enable-linger`"),
  });
});
