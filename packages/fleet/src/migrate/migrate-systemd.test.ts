import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ends, OLD } from "../../test/old-fleet.js";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import type { MigrateDocument } from "../documents/migrate.js";
import type { StatusDocument } from "../documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("agents that are moved under systemd", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const { verb } = fixture;

  const config = (...names: string[]): string => join(fixture.sandbox.home, ".config", ...names);
  const write = async (socket: string, ...agents: string[]): Promise<void> =>
    await writeFile(
      fixture.roster,
      `version: 1
socket_name: ${socket}
defaults: { runtime: command, command: [sleep, "1000"], ready: { quiet: 100ms } }
agents: [${agents.map((name) => `{ name: ${name} }`).join(", ")}]
`,
    );
  const old = async (...argv: string[]): Promise<string> =>
    (await fixture.sandbox.exec("tmux", ["-L", OLD, "-f", "/dev/null", ...argv])).stdout.trim();
  const make = async (name: string): Promise<string> =>
    await old("new-session", "-d", "-s", name, "sleep", "1001");
  const sessions = async (): Promise<string[]> =>
    (await old("list-sessions", "-F", "#{session_name}")).split("\n").filter(Boolean);
  const migrate = async (...names: string[]): Promise<MigrateDocument> =>
    await verb<MigrateDocument>("migrate", OLD, ...names);
  const lifecycles = async (): Promise<string[]> =>
    (await verb<StatusDocument>("status")).agents.map(({ lifecycle }) => lifecycle);

  afterEach(async () => {
    await verb("down");
    await old("kill-server");
  });

  test("sessions made by hand become units, and what is not the roster's stays", async () => {
    await write("mosaic-fleet", "one", "two", "three");
    for (const name of ["one", "two", "foreign"]) await make(name);
    const done = await migrate();
    expect(ends(done)).toEqual(["one moved", "two moved", "three not-there"]);
    expect(done.left).toEqual({ server: "running", sessions: ["foreign"] });
    expect(await lifecycles()).toEqual(["active", "active", "inactive"]);
    expect(await fixture.show("mosaic-agent@one.service", "ActiveState")).toBe("active");
    expect(ends(await migrate())).toEqual([
      "one already-there",
      "two already-there",
      "three not-there",
    ]);
  });

  test("whose unit could not be started goes on, and so do all where the holder could not", async () => {
    await write("mosaic-fleet", "masked", "bad", "fine");
    for (const name of ["masked", "bad", "fine"]) await make(name);
    const units = config("systemd/user");
    await mkdir(join(units, "mosaic-agent@bad.service.d"), { recursive: true });
    const dropIn = join(units, "mosaic-agent@bad.service.d/mine.conf");
    await writeFile(dropIn, "[Service]\nType=oops\nExecStart=\n");
    const holder = join(units, "mosaic-tmux-holder.service");
    await rm(holder, { force: true });
    await symlink("/dev/null", holder);
    await symlink("/dev/null", join(units, "mosaic-agent@masked.service"));
    const none = await migrate();
    expect(ends(none)).toEqual(["masked skipped", "bad skipped", "fine skipped"]);
    expect(await sessions()).toHaveLength(3);
    await rm(holder);
    const done = await migrate();
    expect(ends(done)).toEqual(["masked skipped", "bad skipped", "fine moved"]);
    expect(done.agents[0]?.reason).toContain("masked");
    expect(done.agents[1]?.reason).toContain("mine.conf");
    expect((await sessions()).toSorted()).toEqual(["bad", "masked"]);
    await rm(join(units, "mosaic-agent@masked.service"));
    await rm(dropIn);
    expect(ends(await migrate())).toEqual(["masked moved", "bad moved", "fine already-there"]);
    expect(await lifecycles()).toEqual(["active", "active", "active"]);
  });

  test("a unit that was a guest on the old socket comes home once its file allows it", async () => {
    await write("mosaic-fleet", "guest", "home");
    await make("foreign");
    await mkdir(config("mosaic/fleet/agents"), { recursive: true });
    const file = config("mosaic/fleet/agents/guest.env");
    await writeFile(file, `MOSAIC_TMUX_SOCKET=${OLD}\n`);
    await verb("up");
    expect((await sessions()).toSorted()).toEqual(["foreign", "guest"]);
    expect((await migrate()).agents[0]).toMatchObject({
      outcome: "skipped",
      reason: expect.stringContaining(`MOSAIC_TMUX_SOCKET in ${file}:1`) as string,
    });
    await writeFile(file, "");
    const done = await migrate();
    expect(ends(done)).toEqual(["guest moved", "home already-there"]);
    expect(done.agents[0]?.from?.madeBy).toBe("launcher");
    expect(await sessions()).toEqual(["foreign"]);
    expect(await lifecycles()).toEqual(["active", "active"]);
  });

  test("a fleet that systemd holds on the old socket is not moved by halves: what to do is said", async () => {
    await write(OLD, "one");
    await verb("up");
    await write("mosaic-fleet", "one");
    const words = await fixture.complaint("migrate", "systemd");
    expect(words).toContain(`a fleet on socket \`${OLD}\` lives`);
    expect(words).toContain(`mosaic-fleet down --socket ${OLD}`);
    await write(OLD, "one");
    await verb("down");
    await write("mosaic-fleet", "one");
    expect(ends(await migrate())).toEqual(["one not-there"]);
    expect(await verb("up")).toEqual([{ agent: "one", outcome: "started" }]);
  });
});
