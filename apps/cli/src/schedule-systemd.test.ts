import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CliResult } from "./testing/run-for-test.js";
import { bundleInto } from "./testing/scratch.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("what a person sees of the clock and of logouts", () => {
  const keep = [join(import.meta.dirname, "../../.."), dirname(process.execPath)];
  const fixture = sandboxFixture({ beforeAll, afterAll }, { keep });
  let program: string;
  beforeAll(async () => {
    const folder = join(fixture.sandbox.home, "program");
    mkdirSync(folder);
    program = await bundleInto(folder);
    const file = join(fixture.sandbox.home, ".config/mosaic/fleet/roster.yaml");
    mkdirSync(dirname(file), { recursive: true });
    // Long over: the next one is not, whenever that is read.
    const edges = `schedule: { start: "Mon 2100-01-04 08:00", stop: "hourly" }`;
    writeFileSync(
      file,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, command: [sleep, infinity] }
agents: [ { name: night, ${edges} }, { name: day } ]
`,
    );
  });
  const run = async (...argv: string[]): Promise<CliResult> => {
    const { exitCode, stdout, stderr } = await fixture.sandbox.exec(
      process.execPath,
      [program, ...argv],
      { deadlineMs: HANG_MS },
    );
    return { code: exitCode ?? -1, stdout, stderr };
  };

  test("`status` and `up` say who is down by the clock, and exit 0", async () => {
    const up = await run("up");
    expect(up).toMatchObject({ code: 0 });
    expect(up.stdout).toMatch(/\nnight: stopped by its schedule, starts 2100-01-04 Mon \d\d:00/);
    expect(await run("status")).toMatchObject({ code: 0 });
    expect((await run("plan")).code).toBe(0);
    expect((await run("up", "--json")).stdout).toContain('"scheduled"');
    const rendered = await run("render");
    expect(rendered.stdout).toContain("OnCalendar=hourly");
    expect((await run("explain", "night")).code).toBe(0);
    const wait = await run("wait", "night", "--timeout", "1s");
    expect(wait).toMatchObject({ code: 124, stdout: "night inactive" });
    expect(wait.stderr).toContain("`night`: its schedule stopped it, and starts it at 2100-01-04T");
  });

  test("a time zone that is not there is told with the place in the roster, and starts nobody", async () => {
    const file = join(fixture.sandbox.home, "zone.yaml");
    writeFileSync(
      file,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, command: [sleep, infinity] }
agents: [ { name: night, schedule: { start: "08:00 Nowhere/Land" } } ]
`,
    );
    const valid = await run("validate", file);
    expect(valid.code).toBe(2);
    expect(valid.stdout).toContain("zone.yaml:4:45: error bad-calendar: ");
    const { code, stderr } = await run("start", "night", "--roster", file);
    expect(code).toBe(2);
    expect(stderr).toContain("zone.yaml:4: `schedule.start` of `night` is not read by systemd");
  });

  test("linger that is off is said once by `install`, `up` and `start`, where logind ends managers", async () => {
    const note = "linger is off for";
    expect((await run("install")).stderr).not.toContain(note);
    expect((await run("doctor")).stdout).not.toContain(note);
    await fixture.sandbox.exec("mkdir", ["-p", "/run/systemd/users"], { reject: true });
    for (const argv of [["install"], ["up"], ["start", "day"]]) {
      const { code, stderr } = await run(...argv);
      expect([code, stderr.split(note).length]).toEqual([0, 2]);
      expect(stderr).toContain("`loginctl enable-linger`");
    }
    expect((await run("doctor")).stdout).toContain(note);
    expect((await run("up", "--quiet")).stderr).not.toContain(note);
    expect((await run("status")).stderr).not.toContain(note);
  });
});
