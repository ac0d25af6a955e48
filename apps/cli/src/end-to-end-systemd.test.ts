import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { StatusDocument } from "@mosaicstack/fleet";
import type { Sandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CliResult } from "./testing/run-for-test.js";
import { bundleInto } from "./testing/scratch.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) {
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);
}

describe.skipIf(obstacle !== undefined)("under a real user manager", () => {
  const repository = join(import.meta.dirname, "../../..");
  const keep = [repository, dirname(process.execPath)];
  const fixture = sandboxFixture({ beforeAll, afterAll }, { keep });
  let sandbox: Sandbox;
  let program: string;
  beforeAll(async () => {
    sandbox = fixture.sandbox;
    // It goes with the sandbox, however that ends.
    const folder = join(sandbox.home, "program");
    mkdirSync(folder);
    program = await bundleInto(folder);
  });

  async function run(...argv: string[]): Promise<CliResult> {
    const { exitCode, stdout, stderr } = await sandbox.exec(process.execPath, [program, ...argv], {
      deadlineMs: HANG_MS,
    });
    return { code: exitCode ?? -1, stdout, stderr };
  }

  async function status(): Promise<StatusDocument & { code: number }> {
    const { code, stdout } = await run("status", "--json");
    return { code, ...(JSON.parse(stdout) as StatusDocument) };
  }

  const systemctl = async (...argv: string[]): Promise<string> =>
    (await sandbox.exec("systemctl", ["--user", ...argv])).stdout;

  test("up, status, stop, start: systemd holds the fleet, and the words agree with it", async () => {
    const up = await run("up");
    expect(up).toMatchObject({ code: 0 });
    expect(up.stdout).toContain(" · supervisor systemd (a user manager answers) · ");
    expect(up.stdout).toMatch(/\ncanary +running +active /);
    const first = await status();
    expect(first).toMatchObject({
      code: 0,
      supervisor: "systemd",
      server: { state: "running" },
      agents: [{ name: "canary", desired: "running", lifecycle: "active", drift: [] }],
    });
    expect(await systemctl("show", "-P", "MainPID", "mosaic-tmux-holder.service")).toBe(
      String(first.server.pid),
    );

    expect(await run("stop", "canary")).toMatchObject({ code: 0, stdout: "canary stopped" });
    expect(await status()).toMatchObject({
      code: 0,
      server: { pid: first.server.pid },
      agents: [{ desired: "stopped", lifecycle: "inactive", session: null, pane: null }],
    });
    expect(await run("start", "canary")).toMatchObject({ code: 0, stdout: "canary started" });
  });

  test("a roster for another socket is refused while this fleet is installed, and so is one without", async () => {
    const roster = (socket: string): string => {
      const file = join(sandbox.home, "other.yaml");
      writeFileSync(file, `version: 1\nname: other\n${socket}agents: []\n`);
      return file;
    };
    const before = await status();
    const other = ["--roster", roster("socket_name: elsewhere\n")];
    for (const command of ["up", "status"]) {
      const refused = await run(command, ...other);
      expect(refused).toMatchObject({ code: 2, stdout: "" });
      expect(refused.stderr).toContain("`mosaic-fleet` is installed");
      expect(refused.stderr).toContain("`--supervisor tmux`");
    }
    expect(await run("status", ...other, "--supervisor", "tmux")).toMatchObject({ code: 0 });

    const guests = ["--roster", roster("")];
    const refused = await run("up", ...guests, "--supervisor", "systemd");
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^mosaic-fleet: a roster without `socket_name` cannot run/);
    expect((await status()).agents[0]?.pane).toEqual(before.agents[0]?.pane);
  });

  test("down leaves no unit, no link and no socket", async () => {
    expect(await run("down")).toMatchObject({ code: 0, stdout: "canary stopped\nserver ended" });
    expect(await systemctl("list-units", "--all", "--no-legend", "mosaic*")).toBe("");
    const links = ["find", join(sandbox.home, ".config/systemd"), "-type", "l"];
    const sockets = ["find", "/tmp", "-type", "s"];
    for (const [file = "", ...argv] of [links, sockets]) {
      expect((await sandbox.exec(file, argv)).stdout).toBe("");
    }
    expect(await status()).toMatchObject({ code: 0, agents: [{ desired: "stopped" }] });
  });
});
