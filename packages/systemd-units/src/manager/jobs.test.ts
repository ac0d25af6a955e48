import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openUserManager } from "./open-user-manager.js";
import { systemdVersion } from "./systemd-version.js";
import type { UserManager } from "./user-manager.js";

let sandbox: Sandbox;
let manager: UserManager;

beforeAll(async () => {
  sandbox = await openSandbox({ deadlineMs: HANG_MS });
  manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  const units = {
    "sleep@.service": "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=default.target\n",
    "fail@.service": "[Service]\nType=oneshot\nExecStart=/bin/false\n",
    "late.service": "[Service]\nType=notify\nTimeoutStartSec=1\nExecStart=/bin/sleep 1000\n",
    "needs.service":
      "[Unit]\nRequires=fail@dep.service\nAfter=fail@dep.service\n[Service]\nExecStart=/bin/sleep 1000\n",
    "bad.service": "[Service]\nExecStart=relative/path\n",
    "masked.service": "",
    "lacks.service":
      "[Unit]\nRequires=absent.service\nAfter=absent.service\n[Service]\nExecStart=/bin/sleep 1000\n",
  };
  for (const [name, text] of Object.entries(units)) writeFileSync(join(folder, name), text);
  await manager.reload();
});

afterAll(async () => sandbox?.close());

test("a batch of several kinds of jobs tells what became of each, and throws for none", async () => {
  const results = await manager.run([
    { verb: "enable", unit: "sleep@a.service" },
    { verb: "start", unit: "sleep@a.service" },
    { verb: "start", unit: "fail@x.service" },
    { verb: "start", unit: "late.service" },
    { verb: "start", unit: "needs.service" },
    { verb: "start", unit: "masked.service" },
    { verb: "start", unit: "bad.service" },
    { verb: "start", unit: "absent.service" },
    { verb: "stop", unit: "sleep@a.service" },
    { verb: "reset-failed", unit: "fail@x.service" },
    { verb: "disable", unit: "sleep@a.service" },
  ]);
  expect(results.map(({ verb, unit, outcome }) => `${verb} ${unit}: ${outcome}`))
    .toMatchInlineSnapshot(`
    [
      "enable sleep@a.service: done",
      "start sleep@a.service: done",
      "start fail@x.service: failed",
      "start late.service: timeout",
      "start needs.service: dependency",
      "start masked.service: masked",
      "start bad.service: failed",
      "start absent.service: not-found",
      "stop sleep@a.service: done",
      "reset-failed fail@x.service: done",
      "disable sleep@a.service: done",
    ]
  `);
  for (const { outcome, detail } of results)
    if (outcome !== "done") expect(detail).toEqual(expect.any(String));
  expect(await manager.states(["sleep@*.service"])).toEqual([]);
  expect(await manager.run([])).toEqual([]);
});

test("a unit is blamed for itself: not for another of its batch, nor another in its place", async () => {
  const results = await manager.run([
    { verb: "enable", unit: "sleep@a.service" },
    { verb: "enable", unit: "absent.service" },
    { verb: "start", unit: "lacks.service" },
    { verb: "start", unit: "absent.service" },
    { verb: "start", unit: "sleep@a.service" },
  ]);
  // 257 words it anew.
  const missing =
    Number(await systemdVersion()) < 257
      ? "Failed to enable unit: Unit file absent.service does not exist."
      : "Failed to enable unit: Unit absent.service does not exist";
  expect(results.map(({ unit, outcome, detail = "" }) => [unit, outcome, detail])).toEqual([
    ["sleep@a.service", "done", ""],
    ["absent.service", "not-found", missing],
    ["lacks.service", "failed", "Failed to start lacks.service: Unit absent.service not found."],
    [
      "absent.service",
      "not-found",
      "Failed to start absent.service: Unit absent.service not found.",
    ],
    ["sleep@a.service", "done", ""],
  ]);
  const links = await sandbox.exec("systemctl", ["--user", "is-enabled", "sleep@a.service"]);
  expect(links.stdout).toBe("enabled");
  await expect(manager.start(["lacks.service", "sleep@a.service"])).rejects.toMatchObject({
    code: "JobFailed",
    units: ["lacks.service"],
  });
  await manager.stop(["sleep@a.service"]);
  await manager.disable(["sleep@a.service"]);
});
