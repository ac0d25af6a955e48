import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openUserManager } from "./open-user-manager.js";
import { readPid } from "./read-properties.js";
import type { UnitChange, UserManager } from "./user-manager.js";

let sandbox: Sandbox;
let manager: UserManager;

beforeAll(async () => {
  sandbox = await openSandbox({ deadlineMs: HANG_MS });
  manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  const units = {
    "sleep@.service": "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=default.target\n",
    "own.service": "[Service]\nDelegate=yes\nExecStart=/bin/sleep 1000\n",
    "closed.service": "[Service]\nExecStart=/bin/sleep 1000\n",
  };
  for (const [name, text] of Object.entries(units)) writeFileSync(join(folder, name), text);
  await manager.reload();
});

afterAll(async () => sandbox?.close());

test("a delegated unit adopts processes; another, and a pid that is none, are refused", async () => {
  await manager.start(["own.service", "closed.service"]);
  const { stdout } = await sandbox.exec("sh", ["-c", "sleep 4000 >/dev/null 2>&1 & echo $!"]);
  const pid = readPid(stdout);
  if (pid === undefined) throw new Error("no process");
  // A process of the root's cgroup may be moved by the manager of the same user only where both stand in its tree.
  await sandbox.exec(
    "sh",
    ["-c", `echo ${String(pid)} >/sys/fs/cgroup/manager/app.slice/closed.service/cgroup.procs`],
    {
      reject: true,
    },
  );
  await manager.adopt("own.service", [pid]);
  const { stdout: cgroup } = await sandbox.exec("cat", [`/proc/${String(pid)}/cgroup`]);
  expect(cgroup).toMatch(/^0::\/manager\/app\.slice\/own\.service$/m);
  await expect(manager.adopt("closed.service", [pid])).rejects.toMatchObject({
    code: "NotAdopted",
    message: expect.stringContaining("Delegate=yes"),
  });
  await expect(manager.adopt("own.service", [999_999])).rejects.toMatchObject({
    code: "NotAdopted",
  });
  for (const wrong of [0, 1, -5, 1.5, Number.NaN])
    await expect(manager.adopt("own.service", [wrong])).rejects.toMatchObject({
      code: "InvalidValue",
    });
  await manager.stop(["own.service", "closed.service"]);
  expect((await sandbox.exec("kill", ["-0", String(pid)])).exitCode).not.toBe(0);
});

test("a watch tells what is there, then each change, and ends with its signal", async () => {
  await manager.start(["sleep@one.service"]);
  const seen: UnitChange[] = [];
  const stop = new AbortController();
  const watched = (async () => {
    for await (const change of manager.watch(["sleep@*.service"], {
      intervalMs: 20,
      signal: stop.signal,
    }))
      seen.push(change);
  })();
  const of = (unit: string) =>
    seen
      .filter((change) => change.unit === unit)
      .map(({ before, now }) => [before?.active, now?.active]);
  await expect.poll(() => of("sleep@one.service")).toEqual([[undefined, "active"]]);
  await manager.start(["sleep@two.service"]);
  await expect.poll(() => of("sleep@two.service").at(-1)?.[1]).toBe("active");
  await manager.stop(["sleep@one.service"]);
  const end = [expect.any(String), undefined];
  await expect.poll(() => of("sleep@one.service").at(-1)).toEqual(end);
  stop.abort();
  await watched;
  for await (const change of manager.watch(["sleep@two.service"])) {
    expect(change).toMatchObject({ unit: "sleep@two.service", now: { active: "active" } });
    break;
  }
  await manager.stop(["sleep@two.service"]);
});

test("states are the same by `systemctl` and by D-Bus", async () => {
  await manager.start(["sleep@x.service", "sleep@y\\x2dz.service"]);
  const { stdout } = await sandbox.exec(
    "busctl",
    [
      "--user",
      "--json=short",
      "call",
      "org.freedesktop.systemd1",
      "/org/freedesktop/systemd1",
      "org.freedesktop.systemd1.Manager",
      "ListUnits",
    ],
    { reject: true },
  );
  const { data } = JSON.parse(stdout) as { data: [string[][]] };
  const byBus = data[0].map(([unit, description, load, active, sub]) => ({
    unit,
    load,
    active,
    sub,
    description,
  }));
  const sorted = <T extends { readonly unit?: string | undefined }>(rows: readonly T[]): T[] =>
    rows.toSorted((a, b) => ((a.unit ?? "") < (b.unit ?? "") ? -1 : 1));
  expect(sorted(await manager.states(["*"]))).toEqual(sorted(byBus));
  await manager.stop(["sleep@x.service", "sleep@y\\x2dz.service"]);
});

test("a stopped manager costs a deadline, never for ever, and leaves no process behind", async () => {
  const slow = openUserManager({
    prefix: sandbox.enter,
    env: sandbox.env,
    deadlineMs: 300,
    jobDeadlineMs: 300,
  });
  process.kill(sandbox.managerPid, "SIGSTOP");
  try {
    const calls: Record<string, () => Promise<unknown>> = {
      states: async () => slow.states(["*"]),
      searchPath: async () => slow.searchPath(),
      environmentNames: async () => slow.environmentNames(),
      properties: async () => slow.properties(["sleep@a.service"], ["MainPID"]),
      start: async () => slow.start(["sleep@a.service"]),
      stop: async () => slow.stop(["sleep@a.service"]),
      restart: async () => slow.restart(["sleep@a.service"]),
      resetFailed: async () => slow.resetFailed(["sleep@a.service"]),
      enable: async () => slow.enable(["sleep@a.service"]),
      disable: async () => slow.disable(["sleep@a.service"]),
      reload: async () => slow.reload(),
      run: async () => slow.run([{ verb: "start", unit: "sleep@a.service" }]),
      adopt: async () => slow.adopt("own.service", [12_345]),
      watch: async () => {
        for await (const _ of slow.watch(["*"]));
      },
    };
    const codes = await Promise.all(
      Object.entries(calls).map(async ([name, call]): Promise<[string, unknown]> => [
        name,
        await call().then(
          () => "ended",
          (error: { code?: unknown }) => error.code,
        ),
      ]),
    );
    expect(Object.fromEntries(codes)).toEqual(
      Object.fromEntries(Object.keys(calls).map((name) => [name, "Timeout"])),
    );
    expect(await slow.probe()).toMatchObject({
      answers: false,
      reason: expect.stringMatching(/^`systemctl --user .* show .*` did not end within 0\.3 s/),
    });
  } finally {
    process.kill(sandbox.managerPid, "SIGCONT");
  }
  const inside = () =>
    readFileSync(join(sandbox.cgroup, "payload/cgroup.procs"), "utf8")
      .split("\n")
      .filter(Boolean)
      .map((pid) => {
        try {
          return readFileSync(`/proc/${pid}/cmdline`, "utf8");
        } catch {
          return "";
        }
      })
      .filter((command) => /systemctl|busctl/.test(command));
  await expect.poll(inside).toEqual([]);
  expect(await manager.probe()).toMatchObject({ answers: true });
});
