import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxError } from "@mosaicstack/systemd-sandbox";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { systemdVersion } from "@mosaicstack/systemd-units";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sh } from "@mosaicstack/agent-channel/testing";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

/** Lines of a unit's own, read after the fixture's. */
async function dropIn(fleet: UnitFleet, unit: string, lines: string): Promise<void> {
  const folder = join(fleet.home, `.config/systemd/user/${unit}.d`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "70.conf"), lines);
  await fleet.control("daemon-reload");
}

describe.skipIf(obstacle !== undefined)("start limits", () => {
  let fleet: UnitFleet;
  let sleeper: string;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    sleeper = fleet.program("sleeper", "exec sleep 1000");
    for (const name of ["a", "b"]) fleet.agent(name, { MOSAIC_AGENT_COMMAND: sleeper });
    await fleet.control("start", "a", "b");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  test("an agent that ends at once is started eleven times, then failed; reset-failed and start bring it back", async () => {
    // The shipped interval, which the fixture sets aside; the shipped burst stands
    await dropIn(fleet, "mosaic-agent@crash.service", "[Unit]\nStartLimitIntervalSec=6050\n");
    const body = `echo run >> "$HOME/runs"; [ -e "$HOME/mended" ] || exit 3; exec sleep 1000`;
    fleet.agent("crash", { MOSAIC_AGENT_COMMAND: fleet.program("crash", body) });
    await fleet.settled("a");
    const others = async (): Promise<unknown> => [
      await fleet.facts("a"),
      await fleet.facts("holder"),
      await fleet.members("a"),
    ];
    const before = await others();
    await fleet.attempt("start", "crash");
    // 262 tells what was used up, the versions before it how the last run ended
    const isNewer = Number(await systemdVersion()) >= 262;
    expect(await fleet.until("crash", { ActiveState: "failed" })).toMatchObject({
      Result: isNewer ? "start-limit-hit" : "exit-code",
      ExecMainStatus: "3",
    });
    expect(fleet.read("runs")).toBe("run\n".repeat(11));
    expect(await others()).toEqual(before);
    // The limit also holds for a plain start
    writeFileSync(join(fleet.home, "mended"), "");
    expect((await fleet.attempt("start", "crash")).exitCode).not.toBe(0);
    await fleet.control("reset-failed", "crash");
    await fleet.control("start", "crash");
    expect(await fleet.settled("crash")).toHaveLength(3);
    await fleet.control("stop", "crash");
  });

  test("a server that is killed again and again uses up the holder's limit; all recover by reset-failed and start", async () => {
    await dropIn(
      fleet,
      "mosaic-tmux-holder.service",
      "[Unit]\nStartLimitIntervalSec=3600\nStartLimitBurst=3\n",
    );
    await fleet.control("restart", "holder");
    for (let killed = 0; killed < 3; killed++) {
      const holder = await fleet.until("holder", { ActiveState: "active" });
      await fleet.shell('kill -9 "$1"', holder.MainPID);
      await waitFor(async () => (await fleet.facts("holder")).MainPID !== holder.MainPID, {
        what: "the server's end to be seen",
      });
    }
    await fleet.until("holder", { ActiveState: "failed" });
    // Without their server agents end, and try again until their own limit
    for (const name of ["a", "b"])
      await waitFor(async () => (await fleet.facts(name)).ActiveState !== "active", {
        what: `${name} to end`,
      });
    await fleet.until("holder", { ActiveState: "failed" });
    expect(await fleet.shell("pgrep -fc '^tmux -D' || :")).toBe("0");

    expect((await fleet.attempt("start", "holder")).exitCode).not.toBe(0);
    await fleet.control("stop", "a", "b");
    await fleet.control("reset-failed", "holder");
    await fleet.control("start", "a", "b");
    for (const name of ["a", "b"]) expect(await fleet.settled(name)).toHaveLength(3);
    expect(await fleet.tmux("list-sessions", "-F", "#S")).toBe("a\nb");
  });
});

// Only where controllers are bound to the older hierarchy do limits bind in a sandbox.
let hybrid: UnitFleet | undefined;
try {
  hybrid = await openUnitFleet(sh, { hierarchy: "hybrid" });
} catch (error) {
  if (!(error instanceof SandboxError && error.code === "LaneUnavailable")) throw error;
  console.warn(`skipped, a fork bomb under TasksMax=: ${error.message}`);
}
afterAll(async () => await hybrid?.[Symbol.asyncDispose]());

describe.skipIf(hybrid === undefined)("an agent that starts processes up to TasksMax", () => {
  // Not taken apart here: a skipped suite is read all the same
  const own = hybrid as UnitFleet;

  test("is stopped all the same, as a success, and nothing of it is left", async () => {
    const bomb = `process.on("SIGTERM", () => {}); process.on("SIGHUP", () => {});
      setInterval(() => require("child_process").spawn("sleep", ["3336"], { detached: true }).on("error", () => {}), 2)`;
    own.agent("bomb", { MOSAIC_AGENT_COMMAND: `${process.execPath} -e '${bomb}'` });
    await dropIn(own, "mosaic-agent@bomb.service", "[Service]\nTasksMax=40\n");
    await own.control("start", "bomb", "canary");
    const canary = await own.facts("canary");
    const tasks = async (): Promise<string> =>
      await own.shell("systemctl --user show -P TasksCurrent mosaic-agent@bomb.service");
    await waitFor(async () => (await tasks()).trim() === "40", { what: "the limit to be reached" });
    await own.control("stop", "bomb");
    expect(await own.facts("bomb")).toMatchObject({ ActiveState: "inactive", Result: "success" });
    expect(await own.shell("pgrep -fc '^sleep 3336' || :")).toBe("0");
    expect(await own.tmux("list-sessions", "-F", "#S")).toBe("canary");
    expect(await own.facts("canary")).toEqual(canary);
    await own.control("stop", "canary");
  });
});
