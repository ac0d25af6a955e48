import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { alone, claude, ends, OLD, openOldFleet, type OldFleet } from "../../test/old-fleet.js";
import type { MigrateDocument } from "../documents/migrate.js";
import { fleetPaths } from "../files/paths.js";

let me: OldFleet;
beforeEach(async () => (me = await openOldFleet()));
afterEach(async () => await me.scratch.close());

const reason = ({ agents }: MigrateDocument, name: string): string | undefined =>
  agents.find((each) => each.name === name)?.reason;

describe("agents of ours on another socket", () => {
  const uuid = "0b1f0a52-6a0e-4d6e-9b7c-1de8f4a4c111";
  const other = "0b1f0a52-6a0e-4d6e-9b7c-1de8f4a4c222";
  const stateOf = (socket: string, name: string): string =>
    join(fleetPaths(me.env).state, "agents", socket, name);

  test("end with what they started, and their conversation comes along", async () => {
    me.program("claude", claude);
    me.write([
      "{ name: talks, runtime: claude }",
      "{ name: moved, runtime: claude, workdir: /tmp }",
      "{ name: fresh, runtime: claude, resume: false }",
      alone("plain"),
    ]);
    const fleet = await me.open({ socket: OLD });
    await fleet.up();
    for (const name of ["talks", "moved", "fresh"])
      writeFileSync(join(stateOf(OLD, name), "conversation"), `${uuid}\n`);
    const queue = join(stateOf(OLD, "plain"), "queue");
    mkdirSync(queue, { recursive: true });
    writeFileSync(join(queue, "1700000000000-waits"), "hello");
    mkdirSync(stateOf("mosaic-fleet", "talks"), { recursive: true });
    writeFileSync(join(stateOf("mosaic-fleet", "talks"), "conversation"), `${other}\n`);
    me.write([
      "{ name: talks, runtime: claude }",
      "{ name: moved, runtime: claude, workdir: /var }",
      "{ name: fresh, runtime: claude, resume: false }",
      alone("plain"),
    ]);
    rmSync(join(me.home, "argv"));
    const done = await me.migrate({ now: true });
    expect(ends(done)).toEqual(["talks moved", "moved moved", "fresh moved", "plain moved"]);
    expect(done.agents.map(({ from }) => from?.madeBy)).toEqual([
      "launcher",
      "launcher",
      "launcher",
      "launcher",
    ]);
    expect(done.agents.map(({ conversation }) => conversation)).toEqual([
      { fate: "kept", id: uuid },
      { fate: "elsewhere", id: uuid },
      { fate: "new", id: null },
      { fate: "new", id: null },
    ]);
    const argv = readFileSync(join(me.home, "argv"), "utf8").trim().split("\n");
    expect(argv.map((line) => /--resume (\S+)/.exec(line)?.[1])).toEqual([
      uuid,
      undefined,
      undefined,
    ]);
    const lost = join(stateOf("mosaic-fleet", "talks"), "conversation.lost");
    expect(readFileSync(lost, "utf8").trim()).toBe(other);
    expect(me.doubles()).toEqual([]);
    const { messages } = await (await me.open()).queue(["plain"]);
    expect(messages.map(({ id, text }) => [id, text])).toEqual([["waits", "hello"]]);
    expect((await (await me.open({ socket: OLD })).status()).summary.running).toBe(0);
  });

  test("the conversation of a session that somebody made is known by its arguments alone", async () => {
    me.program("claude", claude);
    me.write([
      "{ name: told, runtime: claude, workdir: /tmp }",
      "{ name: mute, runtime: claude, workdir: /tmp }",
    ]);
    const at = ["new-session", "-d", "-c", "/tmp", "-s"];
    me.program("old", `#!/bin/sh\n( sleep 1000 ) &\nwait\n`);
    me.old(...at, "told", "old", "--resume", uuid);
    me.old(...at, "mute", "old", "--resume", "$(touch hit)");
    const fleet = await me.open();
    const { agents } = await fleet.planMigration(["told", "mute"], OLD);
    expect(agents.map(({ conversation }) => conversation)).toEqual([
      { fate: "kept", id: uuid },
      { fate: "unknown", id: null },
    ]);
    await me.migrate();
    const argv = readFileSync(join(me.home, "argv"), "utf8").trim().split("\n");
    expect(argv.map((line) => /--resume (\S+)/.exec(line)?.[1])).toEqual([uuid, undefined]);
  });

  test("whose own env file keeps it on the old socket stays, with the line that says so", async () => {
    me.write([alone("guest")]);
    const overrides = join(me.home, ".config/mosaic/fleet/agents");
    mkdirSync(overrides, { recursive: true });
    const file = join(overrides, "guest.env");
    writeFileSync(file, `# mine\nMOSAIC_TMUX_SOCKET=${OLD}\n`);
    await me.make("foreign");
    await (await me.open()).up();
    const done = await me.migrate();
    expect(ends(done)).toEqual(["guest skipped"]);
    expect(reason(done, "guest")).toContain(`MOSAIC_TMUX_SOCKET in ${file}:2 keeps it on`);
    writeFileSync(file, "# mine\n");
    expect(ends(await me.migrate())).toEqual(["guest moved"]);
    expect(me.sessions()).toEqual(["foreign"]);
    expect(me.doubles()).toEqual([]);
  });

  test("what was ended there before keeps its conversation", async () => {
    me.program("claude", claude);
    me.write(["{ name: talks, runtime: claude }"]);
    const fleet = await me.open({ socket: OLD });
    await fleet.up();
    writeFileSync(join(stateOf(OLD, "talks"), "conversation"), `${uuid}\n`);
    await fleet.down();
    const done = await me.migrate();
    expect(done.agents).toMatchObject([
      { outcome: "not-there", reason: "its conversation waits for its next start" },
    ]);
    rmSync(join(me.home, "argv"));
    await (await me.open()).up();
    expect(readFileSync(join(me.home, "argv"), "utf8")).toContain(uuid);
  });
});
