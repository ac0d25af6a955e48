import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("what comes to a unit from outside", () => {
  let fleet: UnitFleet;
  let sleeper: string;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    sleeper = fleet.program("sleeper", "exec sleep 1000");
    fleet.agent("neighbour", { MOSAIC_AGENT_COMMAND: sleeper });
    await fleet.control("start", "neighbour");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  test("what is imported into the manager does not reach the tmux server, nor its next one", async () => {
    await fleet.sandbox.exec("systemctl", ["--user", "import-environment", "SECRET_OF_LOGIN"], {
      env: { SECRET_OF_LOGIN: "s3cr3t" },
      reject: true,
    });
    expect(await fleet.shell("systemctl --user show-environment")).toContain("s3cr3t");
    for (const verb of ["start", "restart"]) {
      await fleet.control(verb, "holder");
      const { MainPID } = await fleet.until("holder", { ActiveState: "active" });
      const environ = await fleet.shell(`tr '\\0' '\\n' < "/proc/$1/environ"`, MainPID);
      expect(environ).toMatch(/^XDG_RUNTIME_DIR=/m);
      expect(environ).not.toContain("SECRET_OF_LOGIN");
      const table = await fleet.tmux("show-environment", "-g");
      expect(table).toMatch(/^XDG_RUNTIME_DIR=/m);
      expect(table).not.toContain("SECRET_OF_LOGIN");
    }
    await fleet.control("start", "neighbour");
  });

  test("the tmux server reaches no bus, its panes inherit none of that, and the agent has the unit's own", async () => {
    await fleet.control("start", "neighbour");
    const { MainPID } = await fleet.facts("holder");
    const environ = `tr '\\0' '\\n' < "/proc/$1/environ" | grep DBUS_`;
    expect(await fleet.shell(environ, MainPID)).toBe(
      "DBUS_SESSION_BUS_ADDRESS=unix:path=/dev/null",
    );
    await fleet.tmux("new-session", "-d", "-s", "own", "sleep 1000");
    const own = await fleet.tmux("display-message", "-p", "-t", "=own:", "#{pane_pid}");
    expect(await fleet.shell(environ, own)).toBe("");
    await fleet.tmux("kill-session", "-t", "=own:");
    fleet.agent("bus", {
      MOSAIC_AGENT_COMMAND: fleet.program("bus", 'env >"$HOME/bus.env"; exec sleep 1000'),
      DBUS_SESSION_BUS_ADDRESS: "unix:path=/its/own",
    });
    await fleet.control("start", "bus");
    await fleet.settled("bus");
    expect(fleet.read("bus.env")).toContain("DBUS_SESSION_BUS_ADDRESS=unix:path=/its/own\n");
    await fleet.control("stop", "bus");
  });

  test("the agent has what manager, unit and env file give, what is ours and tmux's, and nothing that the manager adds", async () => {
    // What is ours is not theirs to set
    const ours = ["MOSAIC_CHANNEL", "MOSAIC_RUN", "MOSAIC_TOOLS", "MOSAIC_UNIT", "MOSAIC_STREAM"];
    const refused = Object.fromEntries(ours.map((name) => [name, "/elsewhere"]));
    const given = { OWN: "1", MEMORY_PRESSURE_WATCH: "/dev/null", TRIGGERED: "no" };
    fleet.agent("whole", {
      MOSAIC_AGENT_COMMAND: fleet.program("whole", 'env >"$HOME/whole.env"; exec sleep 1000'),
      ...given,
      ...refused,
    });
    onTestFinished(async () => await fleet.control("stop", "whole"));
    await fleet.control("start", "whole");
    await fleet.settled("whole");
    const names = (text: string): string[] =>
      text.split("\n").flatMap((line) => /^([A-Za-z_]\w*)=/.exec(line)?.[1] ?? []);
    const manager = names(await fleet.shell("systemctl --user show-environment"));
    const unit = await fleet.shell("systemctl --user show -P Environment mosaic-agent@whole");
    const wanted = [
      ...manager,
      ...names(unit.replaceAll(" ", "\n")),
      ...Object.keys(given),
      "MOSAIC_AGENT_COMMAND",
      "MOSAIC_CHANNEL",
      "MOSAIC_RUN",
      "MOSAIC_TOOLS",
    ].filter((name) => !["MOSAIC_STOP_GRACE", "TERM"].includes(name));
    // What a terminal brings differs by release of tmux; HOME and the like are the manager's own or systemd's for the user
    const terminals =
      /^(?:TERM|TMUX|COLORTERM$|PWD$|OLDPWD$|SHLVL$|_$|(?:HOME|USER|LOGNAME|SHELL)$)/;
    const has = (list: readonly string[]): string[] =>
      [...new Set(list)].filter((name) => !terminals.test(name)).sort();
    expect(has(names(fleet.read("whole.env") ?? ""))).toEqual(has(wanted));
    expect(fleet.read("whole.env")).toContain("MEMORY_PRESSURE_WATCH=/dev/null\n");
    expect(fleet.read("whole.env")).not.toContain("/elsewhere");
    expect(fleet.read("whole.env")).toContain("MOSAIC_UNIT=mosaic-agent@whole.service\n");
  });

  test("under a server that could move its panes the agent is in its unit all the same", async () => {
    const holder = "mosaic-tmux-holder.service";
    const text = await fleet.shell(`systemctl --user cat ${holder}`);
    const line = /^ExecStart=.*$/m.exec(text)?.[0] ?? "";
    const folder = join(fleet.home, `.config/systemd/user/${holder}.d`);
    const dropIn = join(folder, "70-bus.conf");
    // As one that was started before an upgrade
    writeFileSync(
      dropIn,
      `[Service]\nExecStart=\n${line.replace(/DBUS_SESSION_BUS_ADDRESS=\S+ /, "")}\n`,
    );
    await fleet.control("daemon-reload");
    await fleet.control("restart", "holder");
    onTestFinished(async () => {
      rmSync(dropIn);
      await fleet.control("daemon-reload");
      await fleet.control("restart", "holder");
      await fleet.control("start", "neighbour");
    });
    await fleet.control("start", "neighbour");
    const members = await fleet.settled("neighbour");
    expect(members).toHaveLength(3);
    const { MainPID } = await fleet.facts("holder");
    expect(await fleet.shell(`tr '\\0' '\\n' < "/proc/$1/environ"`, MainPID)).not.toContain("DBUS");
  });

  test("an env file that is no UTF-8, which the manager drops whole, is refused with 78 before anything runs", async () => {
    onTestFinished(async () => await fleet.control("stop", "bytes"));
    const odd = Buffer.from([0xff, 0xfe]);
    const folder = Buffer.concat([Buffer.from(join(fleet.home, "w-")), odd]);
    mkdirSync(folder);
    const lines = Buffer.from(`MOSAIC_AGENT_COMMAND=${sleeper}\nMOSAIC_AGENT_WORKDIR=~/w-`);
    fleet.envFile("bytes", Buffer.concat([lines, odd, Buffer.from("\n")]));
    const neighbour = await fleet.facts("neighbour");
    await fleet.attempt("start", "bytes");
    expect(await fleet.until("bytes", { ActiveState: "failed" })).toMatchObject({
      ExecMainStatus: "78",
      NRestarts: "0",
      StatusText: expect.stringContaining("agents/bytes.env") as string,
    });
    expect(await fleet.tmux("list-sessions", "-F", "#S")).toBe("neighbour");
    expect(await fleet.facts("neighbour")).toEqual(neighbour);
    // UTF-8 of more than one byte is none of that
    fleet.agent("bytes", { MOSAIC_AGENT_COMMAND: sleeper, NOTE: "caf\u00e9 \u{1f600}" });
    await fleet.control("start", "bytes");
  });

  test("a file whose only line is hidden by the comment before it, as before systemd 254, was read all the same", async () => {
    onTestFinished(async () => await fleet.control("stop", "hidden"));
    fleet.envFile("hidden", `# note\\\nNOTE=1\n`);
    await fleet.control("start", "hidden");
    expect(await fleet.facts("hidden")).toMatchObject({ ActiveState: "active" });
  });

  test("a megabyte in one variable keeps that agent from starting, and no other; without it it starts by itself", async () => {
    const neighbour = await fleet.facts("neighbour");
    const large = { MOSAIC_AGENT_COMMAND: sleeper, LARGE: "x".repeat(1 << 20) };
    fleet.agent("large", large);
    // No program takes such a thing in its environment, execve(2), so ours cannot say it; from 255 on the manager's own helper
    expect((await fleet.attempt("start", "large")).exitCode).not.toBe(0);
    const version = Number(/^systemd (\d+)/.exec(await fleet.shell("systemctl --version"))?.[1]);
    await fleet.until("large", version < 255 ? { ExecMainStatus: "203" } : { Result: "resources" });
    expect(await fleet.tmux("list-sessions", "-F", "#S")).toBe("neighbour");
    fleet.agent("large", { ...large, LARGE: "x".repeat(100_000) });
    await fleet.until("large", { ActiveState: "active" });
    expect(await fleet.settled("large")).toHaveLength(3);
    expect(await fleet.facts("neighbour")).toEqual(neighbour);
    await fleet.control("stop", "large");
  });
});
