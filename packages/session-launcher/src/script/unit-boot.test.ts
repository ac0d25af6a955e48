import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("the shipped units after a boot", () => {
  let fleet: UnitFleet;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    const sleeper = fleet.program("sleeper", "exec sleep 1000");
    for (const name of ["linked", "unlinked"]) fleet.agent(name, { MOSAIC_AGENT_COMMAND: sleeper });
    await fleet.control("start", "linked", "unlinked");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  const runtime = async (): Promise<string> =>
    await fleet.shell('ls "$XDG_RUNTIME_DIR/mosaic-fleet/agents"');

  test("what is enabled comes back by itself, and nothing else", async () => {
    const before = fleet.sandbox.managerPid;
    await fleet.control("enable", "linked", "holder", "mosaic-fleet.target");
    await fleet.sandbox.reboot();
    expect(fleet.sandbox.managerPid).not.toBe(before);
    await fleet.until("linked", { ActiveState: "active" });
    expect(await fleet.settled("linked")).toHaveLength(3);
    expect(await fleet.facts("linked")).toMatchObject({ NRestarts: "0" });
    expect(await fleet.facts("holder")).toMatchObject({ ActiveState: "active", NRestarts: "0" });
    expect(await fleet.facts("unlinked")).toMatchObject({ ActiveState: "inactive" });
    expect(await fleet.tmux("list-sessions", "-F", "#S")).toBe("linked");
    expect(await runtime()).toBe("linked");
  });

  test("with XDG_CONFIG_HOME moved, units, script and env files are all found there", async () => {
    const moved = join(fleet.home, "moved config");
    // As a login would give it to the manager
    writeFileSync(
      join(fleet.home, ".config/systemd/user.conf"),
      `[Manager]\nManagerEnvironment="XDG_CONFIG_HOME=${moved}"\nDefaultEnvironment="XDG_CONFIG_HOME=${moved}"\n`,
    );
    mkdirSync(join(moved, "systemd"), { recursive: true });
    renameSync(join(fleet.home, ".config/systemd/user"), join(moved, "systemd/user"));
    renameSync(join(fleet.home, ".config/mosaic"), join(moved, "mosaic"));
    writeFileSync(join(moved, "mosaic/fleet/tmux.conf"), "set -g @profile moved\n");
    await fleet.sandbox.reboot();
    await fleet.until("linked", { ActiveState: "active" });
    const members = await fleet.settled("linked");
    expect(members).toContain("sleep 1000");
    expect(members).toContain(`/bin/sh ${moved}/mosaic/tools/fleet/start-agent-session.sh linked`);
    expect(await fleet.tmux("show-options", "-gv", "@profile")).toBe("moved");
    await fleet.control("stop", "linked");
    expect(await fleet.facts("linked")).toMatchObject({
      ActiveState: "inactive",
      Result: "success",
    });
    expect(await runtime()).toBe("");
  });
});
