import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("what ends an agent's unit", () => {
  let fleet: UnitFleet;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    const sleeper = fleet.program("sleeper", "exec sleep 1000");
    for (const name of ["a", "b", "stopped"]) fleet.agent(name, { MOSAIC_AGENT_COMMAND: sleeper });
    await fleet.control("start", "a", "b");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  const sessions = async (): Promise<string[]> =>
    (await fleet.tmux("list-sessions", "-F", "#S")).split("\n").filter(Boolean).sort();
  const count = async (line: string): Promise<number> =>
    (await fleet.shell("ps -A -o args=")).split("\n").filter((each) => each === line).length;

  test("a restart of one replaces its whole tree and touches neither its neighbour nor the server", async () => {
    await fleet.settled("b");
    const [a, pane] = [await fleet.facts("a"), await fleet.pane("a")];
    const others = async (): Promise<unknown> => [
      await fleet.facts("b"),
      await fleet.facts("holder"),
      await fleet.pane("b"),
      await fleet.members("b"),
    ];
    const before = await others();
    await fleet.control("restart", "a");
    const now = await fleet.facts("a");
    expect(now).toMatchObject({ ActiveState: "active", NRestarts: "0" });
    expect(now.MainPID).not.toBe(a.MainPID);
    expect(await fleet.pane("a")).not.toBe(pane);
    expect(await fleet.settled("a")).toHaveLength(3);
    expect(await count("sleep 1000")).toBe(2);
    expect(await others()).toEqual(before);
  });

  test("after a stop of the holder, a start of the target brings back all that is linked to it", async () => {
    await fleet.control("enable", "a", "b");
    await fleet.control("start", "mosaic-fleet.target");
    await fleet.control("stop", "holder");
    for (const name of ["a", "b"])
      expect(await fleet.facts(name)).toMatchObject({ ActiveState: "inactive", Result: "success" });
    expect(await count("sleep 1000")).toBe(0);
    await fleet.control("start", "mosaic-fleet.target");
    for (const name of ["holder", "a", "b"]) await fleet.until(name, { ActiveState: "active" });
    for (const name of ["a", "b"]) expect(await fleet.settled(name)).toHaveLength(3);
    expect(await sessions()).toEqual(["a", "b"]);
  });

  test("under `on-failure` exit 3 is restarted and exit 0 is the end, as a success", async () => {
    const folder = join(fleet.home, ".config/systemd/user/mosaic-agent@done.service.d");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "70.conf"), "[Service]\nRestart=on-failure\n");
    const body = `echo run >> "$HOME/runs"; [ -e "$HOME/second" ] && exit 0; : > "$HOME/second"; exit 3`;
    fleet.agent("done", { MOSAIC_AGENT_COMMAND: fleet.program("done", body) });
    // An active target wants it, or its manager forgets all of it with its end
    await fleet.control("enable", "done");
    await fleet.control("start", "mosaic-fleet.target");
    await waitFor(() => fleet.read("runs") === "run\nrun\n", { what: "the second run" });
    // With its record, for between two runs it is inactive for a moment too
    const record = ".local/state/mosaic/fleet/sessions/mosaic-fleet/done";
    await waitFor(() => fleet.read(record)?.includes("status=0\n"), { what: "the record" });
    expect(await fleet.until("done", { ActiveState: "inactive" })).toMatchObject({
      Result: "success",
      ExecMainStatus: "0",
      NRestarts: "1",
    });
    expect(await sessions()).not.toContain("done");
    expect(fleet.read("runs")).toBe("run\nrun\n");
  });

  test("an agent that is stopped by SIGSTOP is an active unit all the same, and a stop ends it", async () => {
    await fleet.control("start", "stopped");
    await fleet.settled("stopped");
    const before = await fleet.facts("stopped");
    const agent = (await fleet.shell('pgrep -P "$1"', await fleet.pane("stopped"))).trim();
    await fleet.shell('kill -STOP "$1"', agent);
    await waitFor(
      async () => (await fleet.shell('ps -o stat= -p "$1"', agent)).trim().startsWith("T"),
      { what: "the agent to be stopped" },
    );
    expect(await fleet.facts("stopped")).toEqual(before);
    await fleet.control("stop", "stopped");
    expect(await fleet.facts("stopped")).toMatchObject({
      ActiveState: "inactive",
      Result: "success",
    });
    expect(await fleet.shell('ps -o pid= -p "$1"', agent)).toBe("");
    expect(await sessions()).toEqual(["a", "b"]);
  });

  test("a daemon that an agent put off by a double fork is in the unit's cgroup, and gone with it", async () => {
    const daemon = `setsid sh -c 'sh -c "trap \\"\\" HUP TERM; while :; do sleep 3335; done" & exit' </dev/null >/dev/null 2>&1`;
    fleet.agent("forker", {
      MOSAIC_AGENT_COMMAND: fleet.program("forker", `${daemon}\nexec sleep 1001`),
    });
    await fleet.control("start", "forker");
    await waitFor(async () => (await count("sleep 3335")) === 1, { what: "the daemon" });
    expect(await fleet.members("forker")).toContain("sleep 3335");
    const shell = (
      await fleet.shell("ps -A -o ppid=,args= | awk '/ sleep 3335$/ { print $1 }'")
    ).trim();
    const parent = (await fleet.shell('ps -o ppid= -p "$1"', shell)).trim();
    const own = await fleet.shell('ps -o ppid= -p "$1"', await fleet.pane("forker"));
    expect(parent).toMatch(/^\d+$/);
    expect([await fleet.pane("forker"), own.trim()]).not.toContain(parent);
    await fleet.control("stop", "forker");
    expect(await fleet.facts("forker")).toMatchObject({
      ActiveState: "inactive",
      Result: "success",
    });
    expect(await count("sleep 3335")).toBe(0);
  });
});
