import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { sandboxedFleet } from "../test/sandboxed-fleet.js";
import type { DoctorDocument } from "./documents/doctor.js";
import type { PlanDocument } from "./documents/plan.js";
import type { AgentReport, DownDocument } from "./documents/reports.js";
import type { AgentStatus, StatusDocument } from "./documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

const HOUR = 3600;

/** A calendar expression for one moment, by seconds from now. */
function inSeconds(seconds: number): string {
  return `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

describe.skipIf(obstacle !== undefined)("a schedule, under a real user manager", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const { verb, show, systemctl } = fixture;
  const unit = "mosaic-agent@one.service";
  const timer = "mosaic-schedule@one.timer";
  const edge = "mosaic-schedule@one.service";

  const roster = async (settings: string): Promise<void> => {
    await writeFile(
      fixture.roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, restart: { delay: 1s } }
agents:
  - { name: one, ${settings} }
  - { name: other, command: [sleep, infinity] }
`,
    );
  };
  const scheduled = async (edges: { start?: string; stop?: string }): Promise<void> =>
    await roster(
      `command: [sh, -c, "echo >> ~/began; exec sleep infinity"], schedule: ${JSON.stringify(edges)}`,
    );
  const begins = (): number => readFileSync(join(fixture.sandbox.home, "began"), "utf8").length;
  const state = (...names: string[]): string =>
    join(fixture.sandbox.home, ".local/state/mosaic/fleet", ...names);
  const status = async (): Promise<AgentStatus | undefined> =>
    (await verb<StatusDocument>("status")).agents[0];
  const is = async (wanted: "active" | "inactive"): Promise<void> => {
    await waitFor(async () => (await show(unit, "ActiveState")) === wanted, {
      what: `${unit} to be ${wanted}`,
    });
  };
  /** As if so long nobody had looked, for the machine was off. */
  const wasOff = async (seconds: number): Promise<void> => {
    const since = Math.floor(Date.now() / 1000) - seconds;
    await writeFile(state("scheduled/mosaic-fleet/one"), `${since}\n`);
  };
  const boot = async (): Promise<void> => {
    await fixture.sandbox.reboot();
    await waitFor(async () => (await show("mosaic-fleet.target", "ActiveState")) === "active", {
      what: "the target, which starts who is linked",
    });
    await waitFor(
      async () =>
        (await show(edge, "ActiveState")) === "inactive" &&
        (await show(timer, "ActiveState")) === "active",
      { what: "the look at its schedule" },
    );
  };
  const plan = async (): Promise<string[]> =>
    (await verb<PlanDocument>("plan")).changes.map(
      ({ action, kind, target }) => `${action} ${kind} ${target}`,
    );

  test("begins with its last edge: who is before its start is not started by `up`, and is no drift", async () => {
    await scheduled({ start: inSeconds(-2 * HOUR), stop: inSeconds(-HOUR) });
    expect(await plan()).toContain(`create link ${timer}`);
    expect(await plan()).not.toContain(`start unit ${unit}`);
    expect(await verb<AgentReport[]>("up")).toEqual([
      { agent: "one", outcome: "scheduled" },
      { agent: "other", outcome: "started" },
    ]);
    expect(await status()).toMatchObject({
      desired: "stopped",
      lifecycle: "inactive",
      schedule: { stopped: true, next: null },
      drift: [],
    });
    expect(await plan()).toEqual([]);
    expect(await show(timer, "ActiveState")).toBe("active");
    expect(await systemctl("is-enabled", timer)).toBe("enabled");
    expect(await systemctl("is-enabled", unit)).toBe("disabled");
  });

  test("what a person does holds until the next edge, across a boot as well", async () => {
    expect(await verb<AgentReport[]>("start", "one")).toEqual([
      { agent: "one", outcome: "started" },
    ]);
    expect(await status()).toMatchObject({ desired: "running", drift: [] });
    expect(await plan()).toEqual([]);
    await boot();
    await is("active");
    await verb("stop", "one");
    await boot();
    await is("inactive");
    expect((await status())?.schedule).toEqual({ stopped: false, next: null });
    expect(await plan()).toEqual([]);
  });

  test("an edge that passed while the machine was off is applied at boot, the last one alone", async () => {
    await wasOff(3 * HOUR);
    await scheduled({ start: inSeconds(-HOUR), stop: inSeconds(-2 * HOUR) });
    await verb("apply");
    // A person's stop holds: the edges are older.
    await is("inactive");
    await wasOff(3 * HOUR);
    await boot();
    await is("active");
    expect(await systemctl("is-enabled", unit)).toBe("enabled");
    expect(await plan()).toEqual([]);
    await scheduled({ start: inSeconds(-2 * HOUR), stop: inSeconds(-HOUR) });
    await verb("apply");
    // Who runs goes on.
    await is("active");
    await wasOff(3 * HOUR);
    const before = begins();
    await boot();
    await is("inactive");
    // Not for a moment.
    expect(begins()).toBe(before);
    expect(await status()).toMatchObject({
      desired: "stopped",
      drift: [],
      schedule: { stopped: true },
    });
  });

  test("stops and starts at its edges", async () => {
    await scheduled({ start: "*:*:0/10", stop: "*:*:5/10" });
    await verb("apply");
    for (const wanted of ["active", "inactive", "active", "inactive"] as const) await is(wanted);
    const { next } = (await status())?.schedule ?? {};
    expect(next?.at).toMatch(/:\d[05]\.000Z$/);
    // No edge may come while doctor looks, however long that takes.
    await scheduled({ start: inSeconds(HOUR), stop: inSeconds(2 * HOUR) });
    await verb("apply");
    await is("inactive");
    const { findings } = await verb<DoctorDocument>("doctor");
    expect(findings.filter(({ id }) => /^agent-|^unit-/.test(id))).toEqual([]);
  });

  test("a timer that was stopped by hand is told, and apply starts it", async () => {
    await systemctl("stop", timer);
    expect(await plan()).toEqual([`create link ${timer}`]);
    expect((await status())?.drift).toMatchObject([{ kind: "link", target: timer }]);
    await verb("apply");
    expect(await show(timer, "ActiveState")).toBe("active");
  });

  test("`down` ends the schedule too, until `up`", async () => {
    await scheduled({ start: "*:*:0/10", stop: "*:*:5/10" });
    await verb("apply");
    await verb<DownDocument>("down");
    expect(await show(timer, "ActiveState")).toBe("inactive");
    expect(await plan()).toEqual([]);
    await wasOff(60);
    await systemctl("start", edge);
    expect(await show(unit, "ActiveState")).toBe("inactive");
    await verb("up");
    expect(await show(timer, "ActiveState")).toBe("active");
    await is("active");
    await is("inactive");
  });

  test("a task runs at each start, and not before the first", async () => {
    const did = join(fixture.sandbox.home, "did");
    const runs = (): number => (existsSync(did) ? readFileSync(did, "utf8").length : 0);
    await verb("down");
    const task = `command: [sh, -c, 'printf x >> ${did}'], task: true`;
    await roster(`${task}, schedule: { start: "${inSeconds(-HOUR)}" }`);
    expect(await verb<AgentReport[]>("up")).toMatchObject([
      { outcome: "scheduled" },
      { outcome: "started" },
    ]);
    expect(runs()).toBe(0);
    await roster(`${task}, schedule: { start: "*:*:0/3" }`);
    await verb("apply");
    await waitFor(() => runs() > 2, { what: "its third run" });
  });

  test("the timer and what was made for it go with the key, and with the agent", async () => {
    const dropIn = join(fixture.sandbox.home, ".config/systemd/user", `${timer}.d/50-roster.conf`);
    await scheduled({ start: inSeconds(-2 * HOUR), stop: inSeconds(-HOUR) });
    await verb("apply");
    expect(existsSync(dropIn)).toBe(true);
    await roster("command: [sleep, infinity]");
    expect(await plan()).toEqual(
      expect.arrayContaining([`delete file ${dropIn}`, `delete link ${timer}`]),
    );
    await verb("apply");
    expect(existsSync(dropIn)).toBe(false);
    expect(await show(timer, "ActiveState")).toBe("inactive");
    expect(await plan()).toEqual([]);
    await scheduled({ start: "hourly" });
    await verb("apply");
    const left = readFileSync(fixture.roster, "utf8").replace(/ {2}- \{ name: one.*\n/, "");
    await writeFile(fixture.roster, left);
    await verb("apply", "prune");
    expect(existsSync(dropIn)).toBe(false);
    expect(await show(timer, "ActiveState")).toBe("inactive");
  });

  test("under tmux it is not started, and it is said why", async () => {
    await scheduled({ start: "hourly" });
    await verb("down");
    const alone = readFileSync(fixture.roster, "utf8").replace(/ {2}- \{ name: other.*\n/, "");
    await writeFile(fixture.roster, alone);
    expect(await fixture.complaint("up", "tmux")).toMatch(
      /roster\.yaml:5: the schedule of `one` needs the `systemd` supervisor/,
    );
  });

  test("uninstall leaves no timer", async () => {
    await scheduled({ start: "hourly" });
    await verb("up");
    await verb("uninstall", "purge");
    expect(await systemctl("list-units", "--all", "--plain", "--no-legend", "mosaic-*")).toBe("");
    const { home } = fixture.sandbox;
    const { stdout } = await fixture.sandbox.exec("find", [home, "-name", "*mosaic*"]);
    expect(stdout).toBe("");
  });
});
