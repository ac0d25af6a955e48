import { mkdirSync } from "node:fs";
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

  test("a megabyte in one variable keeps that agent from starting, and no other; without it it starts by itself", async () => {
    const neighbour = await fleet.facts("neighbour");
    const large = { MOSAIC_AGENT_COMMAND: sleeper, LARGE: "x".repeat(1 << 20) };
    fleet.agent("large", large);
    // No program takes such a thing in its environment, execve(2), so ours cannot say it
    expect((await fleet.attempt("start", "large")).exitCode).not.toBe(0);
    await fleet.until("large", { ExecMainStatus: "203" });
    expect(await fleet.tmux("list-sessions", "-F", "#S")).toBe("neighbour");
    fleet.agent("large", { ...large, LARGE: "x".repeat(100_000) });
    await fleet.until("large", { ActiveState: "active" });
    expect(await fleet.settled("large")).toHaveLength(3);
    expect(await fleet.facts("neighbour")).toEqual(neighbour);
    await fleet.control("stop", "large");
  });
});
