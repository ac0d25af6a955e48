import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { documentSchemas, type StatusDocument } from "@mosaicstack/fleet/documents";
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
    return { code, ...documentSchemas.status.parse(JSON.parse(stdout)) };
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

  test("what stands in the journal acts on no terminal, followed or not, and is a line each", async () => {
    const folder = join(sandbox.home, "fake");
    mkdirSync(folder);
    const fields = {
      __CURSOR: "c",
      __REALTIME_TIMESTAMP: "1767323045678000",
      SYSLOG_IDENTIFIER: "a",
    };
    const entries = [
      {
        ...fields,
        SYSLOG_IDENTIFIER: "a\u001b]2;t\u0007\n",
        MESSAGE: "\u001b]52;c;x\u0007\u009b2J\u202e",
      },
      { ...fields, MESSAGE: [27, 91, 50, 74, 0x9b, 10, 98] },
      { ...fields, MESSAGE: ["one\r", "a\ttab\n2026-01-01T00:00:00.000Z systemd: forged"] },
      { ...fields, MESSAGE: null },
    ];
    const lines = entries.map((entry) => JSON.stringify(entry)).join("\n");
    const script = `#!/bin/sh\ncat <<'EOF'\n${lines}\nEOF\n`;
    writeFileSync(join(folder, "journalctl"), script, { mode: 0o755 });
    const path = `PATH=${folder}:${sandbox.env["PATH"] ?? ""}`;
    const logs = async (...flags: string[]): Promise<string> => {
      const argv = [path, process.execPath, program, "logs", "canary", "--unit", ...flags];
      return (await sandbox.exec("/usr/bin/env", argv, { deadlineMs: HANG_MS })).stdout;
    };
    const at = "2026-01-02T03:04:05.678Z";
    const shown = [
      `${at} a\\u001b]2;t\\u0007\\n: \\u001b]52;c;x\\u0007\\u009b2J\\u202e`,
      `${at} a: \\u001b[2J\ufffd\\nb`,
      `${at} a: a\ttab\\n2026-01-01T00:00:00.000Z systemd: forged`,
      `${at} a: …`,
    ];
    expect((await logs()).split("\n")).toEqual(shown);
    expect((await logs("-f")).split("\n")).toEqual(shown);
    expect(JSON.parse(await logs("--json"))).toMatchObject({ lines: shown });
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
      expect(refused.stderr).toContain("a fleet on socket `mosaic-fleet` lives");
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
