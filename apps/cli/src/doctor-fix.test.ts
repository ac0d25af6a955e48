import { chmodSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DoctorDocument } from "@mosaicstack/fleet";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runForTest, type CliResult, type RunOptions } from "./testing/run-for-test.js";

let away: ThrowAwayTmux;
let env: Record<string, string>;
let launcher = "";
beforeAll(async () => {
  away = await openThrowAwayTmux({ start: false });
  const home = away.directory;
  const path = process.env["PATH"] ?? "/usr/bin:/bin";
  env = { ...away.env, HOME: home, USER: "tester", PATH: path };
  launcher = join(home, ".config/mosaic/tools/fleet/start-agent-session.sh");
  await runForTest(["install"], { env });
  await runForTest(["init"], { env });
  const roster = join(home, ".config/mosaic/fleet/roster.yaml");
  const agent = "{ name: cod, runtime: command, command: [sleep, x], enabled: false }";
  writeFileSync(roster, `version: 1\nname: t\nsocket_name: mosaic-fleet\nagents: [${agent}]\n`);
});
afterAll(async () => await away.close());

async function fix(argv: readonly string[], options: RunOptions = {}): Promise<CliResult> {
  return await runForTest(["doctor", "--supervisor", "tmux", ...argv], { env, ...options });
}
const spoil = (): void => chmodSync(launcher, 0o600);
const isRunnable = (): boolean => (statSync(launcher).mode & 0o100) !== 0;

test("doctor --fix asks, does it after a yes, and says what it did", async () => {
  spoil();
  const no = await fix(["--fix"], { terminal: 300, stdin: "n\n" });
  expect([no.code, isRunnable()]).toEqual([3, false]);
  expect(no.stderr).toContain("`doctor --fix` mends 1 finding (`script-not-executable`). Go on?");
  expect(no.stdout + no.stderr).toContain("Nothing was done.");
  const yes = await fix(["--fix"], { terminal: 300, stdin: "y\n" });
  expect([yes.code, isRunnable()]).toEqual([0, true]);
  expect(yes.stdout + yes.stderr).toMatch(/mended.* script-not-executable: /);
  const again = await fix(["--fix"]);
  expect([again.code, again.stderr]).toEqual([0, expect.not.stringContaining("Go on")]);
});

test("without a terminal it needs --yes, and with --json it is one document", async () => {
  spoil();
  const refused = await fix(["--fix", "--json"]);
  expect([refused.code, isRunnable()]).toEqual([2, false]);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: "Usage" } });
  const done = await fix(["--fix", "--json", "--yes"]);
  expect([done.code, isRunnable()]).toEqual([0, true]);
  const { findings } = JSON.parse(done.stdout) as DoctorDocument;
  expect(findings.filter(({ fixable }) => fixable)).toEqual([
    expect.objectContaining({ id: "script-not-executable", fixed: true }),
  ]);
});
