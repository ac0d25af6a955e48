import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { failure } from "../../test/failure.js";
import { openUserManager } from "./open-user-manager.js";
import type { JobVerb, UserManager } from "./user-manager.js";

let sandbox: Sandbox;
let manager: UserManager;
/** The same manager, behind a program that puts words of its own in the place of systemctl's. */
let foreign: UserManager;
const folder = mkdtempSync(join(tmpdir(), "batches-"));

beforeAll(async () => {
  sandbox = await openSandbox();
  manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env });
  const other = join(folder, "other-words");
  writeFileSync(
    other,
    '#!/bin/sh\nsaid=$(mktemp "$0.XXXXXX")\n"$@" 2>"$said"; code=$?\nsed "s/.*/Das hat nicht geklappt./" "$said" >&2\nrm "$said"\nexit $code\n',
    { mode: 0o755 },
  );
  foreign = openUserManager({
    prefix: [other, ...sandbox.enter],
    env: { ...sandbox.env, PATH: process.env["PATH"] },
  });
  const units = join(sandbox.home, ".config/systemd/user");
  mkdirSync(units, { recursive: true });
  const sleeps = "[Service]\nExecStart=/bin/sleep 1000\n";
  const files = {
    "good@.service": `${sleeps}ExecReload=/bin/true\n[Install]\nWantedBy=default.target\n`,
    "plain@.service": sleeps,
    "once@.service": "[Service]\nType=oneshot\nExecStart=/bin/true\n",
    "skipped.service": `[Unit]\nConditionPathExists=/nosuch\n${sleeps}`,
    "fail@.service": "[Service]\nType=oneshot\nExecStart=/bin/false\n",
    "late.service": "[Service]\nType=notify\nTimeoutStartSec=200ms\nExecStart=/bin/sleep 1000\n",
    "lacks.service": `[Unit]\nRequires=gone.service\n${sleeps}`,
    "deep.service": `[Unit]\nRequires=lacks.service\n${sleeps}`,
    "needs.service": `[Unit]\nRequires=fail@dep.service\nAfter=fail@dep.service\n${sleeps}`,
    "asserts.service": `[Unit]\nAssertPathExists=/nosuch\n${sleeps}`,
    "refuses.service": `[Unit]\nRefuseManualStart=yes\n${sleeps}`,
    "setting.service": "[Service]\nExecStart=relative/path\n",
    "header.service": "[Service\nExecStart=/bin/true\n",
    "circle.service": `[Unit]\nRequires=circle2.service\nAfter=circle2.service\n${sleeps}`,
    "circle2.service": `[Unit]\nRequires=circle.service\nAfter=circle.service\n${sleeps}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(units, name), text);
  symlinkSync("/dev/null", join(units, "masked.service"));
  await manager.reload();
});

afterEach(async () => {
  await manager.stop(["good@a.service", "good@b.service"]);
  await manager.disable(["good@a.service", "good@b.service"]);
});

afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true });
});

const BROKEN: readonly (readonly [string, string])[] = [
  ["absent.service", "not-found"],
  ["masked.service", "masked"],
  ["lacks.service", "failed"],
  ["deep.service", "failed"],
  ["needs.service", "dependency"],
  ["asserts.service", "assert"],
  ["refuses.service", "failed"],
  ["setting.service", "failed"],
  ["header.service", "failed"],
  ["circle.service", "failed"],
  ["fail@x.service", "failed"],
  ["late.service", "timeout"],
];
const GOOD = ["good@a.service", "good@b.service"];

async function run(on: UserManager, verb: JobVerb, units: readonly string[], noBlock = false) {
  const results = await on.run(
    units.map((unit) => ({ verb, unit })),
    { noBlock },
  );
  for (const { outcome, detail } of results)
    if (outcome !== "done") expect(detail).toEqual(expect.any(String));
  return results.map(({ unit, outcome }) => `${unit} ${outcome}`);
}

async function shown(property: string): Promise<string[]> {
  const read = await manager.properties(GOOD, [property]);
  return [...read.values()].map((row) => row[property] ?? "");
}

test.each(BROKEN)("%s costs itself, and nobody else of its batch", async (broken, outcome) => {
  const batch = ["good@a.service", broken, "good@b.service"];
  expect(await failure(manager.start(batch))).toMatchObject({
    code: outcome === "not-found" ? "UnitNotFound" : "JobFailed",
    units: [broken],
  });
  expect(await shown("ActiveState")).toEqual(["active", "active"]);
  const pids = await shown("MainPID");
  expect(await run(manager, "restart", batch)).toEqual([
    "good@a.service done",
    `${broken} ${outcome}`,
    "good@b.service done",
  ]);
  for (const [index, pid] of (await shown("MainPID")).entries()) expect(pid).not.toBe(pids[index]);
});

test("many broken ones are all named, and all others run", async () => {
  const batch = [...BROKEN.map(([unit]) => unit), ...GOOD, "once@x.service", "skipped.service"];
  const expected = [
    ...BROKEN.map((one) => one.join(" ")),
    ...[...GOOD, "once@x.service", "skipped.service"].map((unit) => `${unit} done`),
  ];
  expect(await run(manager, "start", batch)).toEqual(expected);
  await manager.stop(GOOD);
  expect(await failure(manager.start(batch))).toMatchObject({
    code: "JobFailed",
    units: BROKEN.map(([unit]) => unit),
  });
  expect(await shown("ActiveState")).toEqual(["active", "active"]);
});

test("queued only: what cannot be queued keeps nobody else from it", async () => {
  const batch = ["good@a.service", "absent.service", "lacks.service", "good@b.service"];
  expect(await run(manager, "start", batch, true)).toEqual([
    "good@a.service done",
    "absent.service not-found",
    "lacks.service failed",
    "good@b.service done",
  ]);
  await expect.poll(async () => shown("ActiveState")).toEqual(["active", "active"]);
});

test.each([
  ["in its own words", () => manager],
  ["in words that nobody knows", () => foreign],
] as const)("every verb, %s", async (_words, using) => {
  const on = using();
  const [a, b] = ["good@a.service", "good@b.service"] as const;
  const around = (verb: JobVerb, broken: string) => run(on, verb, [a, broken, b]);
  const both = (middle: string) => [`${a} done`, middle, `${b} done`];
  const fails = ["fail@y.service", "fail@z.service"];

  expect(await around("start", "absent.service")).toEqual(both("absent.service not-found"));
  expect(await around("start", "masked.service")).toEqual(both("masked.service masked"));
  expect(await around("start", "fail@x.service")).toEqual(both("fail@x.service failed"));
  expect(await around("start", "late.service")).toEqual(both("late.service timeout"));
  expect(await around("start", "lacks.service")).toEqual(both("lacks.service failed"));
  expect(await shown("ActiveState")).toEqual(["active", "active"]);

  for (const verb of ["restart", "try-restart"] as const) {
    const pids = await shown("MainPID");
    expect(await around(verb, "absent.service")).toEqual(both("absent.service not-found"));
    for (const [index, pid] of (await shown("MainPID")).entries())
      expect(pid).not.toBe(pids[index]);
  }
  expect(await around("reload-or-restart", "absent.service")).toEqual(
    both("absent.service not-found"),
  );
  expect(await run(manager, "start", ["plain@x.service"])).toEqual(["plain@x.service done"]);
  expect(await around("reload", "plain@x.service")).toEqual(both("plain@x.service failed"));

  expect(await run(on, "start", fails)).toEqual(fails.map((unit) => `${unit} failed`));
  expect(await run(on, "reset-failed", [fails[0] ?? "", "absent.service", fails[1] ?? ""])).toEqual(
    ["fail@y.service done", "absent.service not-found", "fail@z.service done"],
  );
  expect(await manager.states(["fail@y.service", "fail@z.service"])).toEqual([]);

  expect(await around("enable", "absent.service")).toEqual(both("absent.service not-found"));
  expect(await shown("UnitFileState")).toEqual(["enabled", "enabled"]);
  expect(await around("enable", "masked.service")).toEqual(both("masked.service masked"));
  expect(await run(on, "disable", GOOD)).toEqual(GOOD.map((unit) => `${unit} done`));
  expect(await shown("UnitFileState")).toEqual(["disabled", "disabled"]);
  // systemctl is content with a broken one where it removed a link of another, so that here it is not.
  expect(await around("disable", "header.service")).toEqual(both("header.service failed"));

  expect(await around("stop", "absent.service")).toEqual(both("absent.service not-found"));
  expect(await shown("ActiveState")).toEqual(["inactive", "inactive"]);
  await manager.stop(["plain@x.service"]);
  await manager.resetFailed(["fail@x.service", "late.service"]);
});

test("the throwing forms of enable and disable do the others, and name those that failed", async () => {
  const batch = ["good@a.service", "absent.service", "good@b.service"];
  expect(await failure(manager.enable(batch))).toMatchObject({
    code: "UnitNotFound",
    units: ["absent.service"],
  });
  expect(await shown("UnitFileState")).toEqual(["enabled", "enabled"]);
  await manager.disable(batch);
  expect(await shown("UnitFileState")).toEqual(["disabled", "disabled"]);
});
