import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import { canaries } from "../../test/scratch.js";
import type { UninstallDocument } from "../documents/uninstall.js";
import type { AgentReport } from "../documents/reports.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("uninstall under a real user manager", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const { verb, systemctl } = fixture;

  async function found(...argv: string[]): Promise<string[]> {
    const { stdout } = await fixture.sandbox.exec("find", argv);
    return stdout.split("\n").filter(Boolean);
  }

  test("no unit, link, cgroup, socket or process of ours stays; a person's drop-in does", async () => {
    const { sandbox, roster } = fixture;
    const text = canaries(["cod", "dab"]);
    await writeFile(roster, text);
    const dropIns = join(sandbox.home, ".config/systemd/user/mosaic-agent@cod.service.d");
    await mkdir(dropIns, { recursive: true });
    const mine = join(dropIns, "90-mine.conf");
    await writeFile(mine, "[Service]\nEnvironment=MINE=1\n");
    expect((await verb<AgentReport[]>("up")).map(({ outcome }) => outcome)).toEqual([
      "started",
      "started",
    ]);
    // By hand, on the same server: no unit holds it, and no roster names it.
    const script = join(sandbox.home, ".config/mosaic/tools/fleet/start-agent-session.sh");
    const byHand = await sandbox.exec(script, ["eel"]);
    expect(byHand.stdout).toContain("started eel");
    const cgroup = await fixture.show("mosaic-agent@cod.service", "ControlGroup");
    await writeFile(roster, "version: [");

    await sandbox.exec("tmux", ["-L", "mosaic-fleet", "new-session", "-d", "-s", "mine"]);
    expect(await fixture.complaint("uninstall", "systemd")).toContain("not the fleet's: `mine`");
    expect(await fixture.show("mosaic-agent@cod.service", "ActiveState")).toBe("active");

    const document = await verb<UninstallDocument>("uninstall", "purge", "force");
    expect(document.agents).toEqual([
      { agent: "cod", outcome: "stopped" },
      { agent: "dab", outcome: "stopped" },
      expect.objectContaining({ agent: "eel", outcome: "stopped" }),
    ]);
    expect(document.left).toEqual([
      expect.objectContaining({ path: mine, why: "yours" }),
      expect.objectContaining({ path: roster, why: "yours" }),
    ]);
    expect(await systemctl("list-units", "--all", "--no-legend", "mosaic*")).toBe("");
    expect(await systemctl("list-unit-files", "--no-legend", "mosaic*")).toBe("");
    expect(await found(join(sandbox.home, ".config"), "-type", "f")).toEqual([mine]);
    expect(await found(join(sandbox.home, ".config"), "-type", "l")).toEqual([]);
    expect(await found(join(sandbox.home, ".local"), "-name", "*mosaic*")).toEqual([]);
    expect(await found(sandbox.runtimeDirectory, "-name", "*mosaic-fleet*")).toEqual([]);
    expect(await found("/tmp", "-type", "s")).toEqual([]);
    expect(await found("/sys/fs/cgroup", "-path", `*${cgroup}`)).toEqual([]);
    const { stdout } = await sandbox.exec("ps", ["-eo", "args"]);
    expect(stdout.split("\n").filter((line) => /tmux|start-agent/.test(line))).toEqual([]);
    expect(await readFile(mine, "utf8")).toContain("MINE");

    // Once more is nothing more, and a new start finds nothing in its way.
    expect(await verb<UninstallDocument>("uninstall")).toMatchObject({ agents: [], removed: [] });
    await writeFile(roster, text);
    expect((await verb<AgentReport[]>("up")).map(({ outcome }) => outcome)).toEqual([
      "started",
      "started",
    ]);
    // As one that was killed before systemd was told: the units live without their files.
    await sandbox.exec("find", [join(sandbox.home, ".config/systemd"), "-type", "f", "-delete"]);
    expect((await verb<UninstallDocument>("uninstall")).agents).toHaveLength(2);
    expect(await systemctl("list-units", "--all", "--no-legend", "mosaic*")).toBe("");
  });
});
