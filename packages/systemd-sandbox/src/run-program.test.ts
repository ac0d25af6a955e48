import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { runProgram } from "./run-program.js";
import { sandboxObstacle } from "./testing.js";

async function program(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runProgram(argv, {
    cwd: process.cwd(),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
  });
  return { code, out, err };
}

test("usage", async () => {
  expect(await program("--help")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^usage: systemd-sandbox /),
  });
  expect(await program("--bogus", "true")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--bogus"),
  });
  expect(await program("--keep", "/no/such/path", "true")).toMatchObject({
    code: 2,
    err: expect.stringContaining("/no/such/path"),
  });
  expect((await program("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  const { out } = await program("--probe");
  expect(out).toMatch(/^root +(?:yes|no ) .*\ndelegated +(?:yes|no ) .*\nhost +(?:yes|no ) .*\n$/);
});

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("the command", () => {
  let script = "";
  beforeAll(async () => {
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, "main.ts")],
      bundle: true,
      write: false,
      platform: "node",
      format: "esm",
      conditions: ["@mosaicstack/source"],
      banner: {
        js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
      },
    });
    script = outputFiles[0]?.text ?? "";
  });

  /** As `npx systemd-sandbox …` runs it. */
  function start(...argv: string[]) {
    const child = spawn(process.execPath, ["--input-type=module", "-", ...argv], {
      cwd: import.meta.dirname,
      stdio: ["pipe", "pipe", "pipe"],
    });
    child.stdin.end(script);
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
    child.stderr.resume();
    return { child, stdout: () => stdout };
  }

  test("runs beside a manager of its own, in the caller's folder, and ends with the command's exit code", async () => {
    const { child, stdout } = start(
      "sh",
      "-c",
      'systemctl --user show -P Version; pwd; echo $HOME; echo "$1"; exit 7',
      "sh",
      "--keep",
    );
    expect(await once(child, "close")).toEqual([7, null]);
    const [version, folder, home = "", argument] = stdout().split("\n");
    expect(version).toMatch(/^\d/);
    expect([folder, argument]).toEqual([import.meta.dirname, "--keep"]);
    expect(home).toContain("mosaic-sandbox-");
    expect(existsSync(home)).toBe(false);
  });

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "%s to it is the command's, which may take its time, and nothing stays",
    async (signal) => {
      const name = signal.slice("SIG".length);
      const { child, stdout } = start(
        "--",
        "sh",
        "-c",
        `trap 'sleep 0.3; echo told; exit 9' ${name}; echo $HOME; while :; do sleep 0.05; done`,
      );
      await expect.poll(stdout).toContain("\n");
      child.kill(signal);
      expect(await once(child, "close")).toEqual([9, null]);
      const [home = "", told] = stdout().split("\n");
      expect(told).toBe("told");
      expect(existsSync(home)).toBe(false);
    },
  );

  test("a command that is ended by a signal gives 128 and its number", async () => {
    const { child, stdout } = start("sh", "-c", "echo up; exec sleep 1000");
    await expect.poll(stdout).toContain("up");
    child.kill("SIGTERM");
    expect(await once(child, "close")).toEqual([128 + 15, null]);
  });
});
