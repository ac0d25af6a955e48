import { lstat, mkdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import type { PlanDocument } from "../documents/plan.js";
import type { AgentReport } from "../documents/reports.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("files that stand there already", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });
  const { verb } = fleet;
  const config = (path: string): string => join(fleet.sandbox.home, ".config", path);
  const started = [{ agent: "a", outcome: "started" }];
  const write = async (socket: string): Promise<void> =>
    await writeFile(
      fleet.roster,
      `version: 1
socket_name: ${socket}
agents: [{ name: a, runtime: command, command: [sleep, "1000"], ready: { quiet: 100ms } }]
`,
    );
  const socketOf = async (unit: string): Promise<string> => {
    const shown = await fleet.show(unit, "Environment");
    return /MOSAIC_TMUX_SOCKET=(\S+)/.exec(shown)?.[1] ?? "";
  };

  test("those of a fleet that is down are taken over; a fleet that lives is not", async () => {
    await write("one");
    expect(await verb<AgentReport[]>("up")).toEqual(started);
    await write("two");
    expect(await fleet.complaint("up", "systemd")).toContain("a fleet on socket `one` lives");
    // What would be can be seen all the same.
    const { changes } = await verb<PlanDocument>("plan");
    expect(changes.map(({ action, target }) => `${action} ${basename(target)}`)).toContain(
      "update 50-roster.conf",
    );
    await write("one");
    await verb("down");
    await write("two");
    expect(await verb<AgentReport[]>("up")).toEqual(started);
    expect(await socketOf("mosaic-tmux-holder.service")).toBe("two");
    expect(await socketOf("mosaic-agent@a.service")).toBe("two");
    await verb("down");
    // What names another socket goes with the way back to the default.
    await write("mosaic-fleet");
    expect(await verb<AgentReport[]>("up")).toEqual(started);
    expect(await socketOf("mosaic-tmux-holder.service")).toBe("mosaic-fleet");
    expect((await verb<PlanDocument>("plan")).changes).toEqual([]);
  });

  test("links that a person keeps stay, with the right content and with another version", async () => {
    const dotfiles = join(fleet.sandbox.home, "dotfiles");
    await mkdir(dotfiles);
    const linked = [
      "systemd/user/mosaic-agent@.service",
      "systemd/user/mosaic-tmux-holder.service",
      "mosaic/tools/fleet/start-agent-session.sh",
      "mosaic/fleet/tmux.conf",
    ].map(config);
    for (const path of linked) {
      await rename(path, join(dotfiles, basename(path)));
      await symlink(join(dotfiles, basename(path)), path);
    }
    const isLinked = async (): Promise<boolean[]> =>
      await Promise.all(linked.map(async (path) => (await lstat(path)).isSymbolicLink()));
    await verb("up");
    expect(await isLinked()).toEqual([true, true, true, true]);
    const texts = await Promise.all(linked.map(async (path) => await readFile(path, "utf8")));
    for (const path of linked) await writeFile(path, `${await readFile(path, "utf8")}# older\n`);
    await verb("apply");
    expect(await isLinked()).toEqual([true, true, true, true]);
    expect(await Promise.all(linked.map(async (path) => await readFile(path, "utf8")))).toEqual(
      texts,
    );
    expect((await verb<PlanDocument>("plan")).changes).toEqual([]);
    // A mask is a link as well.
    const [template = ""] = linked;
    await rm(template);
    await symlink("/dev/null", template);
    expect(await fleet.complaint("up", "systemd")).toContain("it is masked");
    expect(await verb<unknown>("down")).toMatchObject({ server: "ended" });
  });
});
