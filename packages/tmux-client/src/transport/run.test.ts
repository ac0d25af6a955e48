import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runProcess } from "./run.js";
import { HANG_MS, openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";

let fixture: ThrowAwayTmux;
let folder: string;
beforeAll(async () => {
  // Its folder goes even when this test is killed.
  fixture = await openThrowAwayTmux({ start: false });
  folder = fixture.directory;
});
afterAll(async () => await fixture.close());

const env = { PATH: process.env["PATH"] ?? "" };

test("output, standard error, exit code and input", async () => {
  const outcome = await runProcess("sh", ["-c", "cat; echo oops >&2; exit 3"], {
    env,
    input: Buffer.from("in\0put"),
    deadlineMs: HANG_MS,
  });
  expect(outcome).toEqual({
    kind: "exited",
    exitCode: 3,
    stdout: Buffer.from("in\0put"),
    stderr: "oops",
  });
});

test("a long output is whole, also when another process keeps the pipe", async () => {
  const script = 'sleep 600 & echo $! >"$0"; head -c 300000 /dev/zero';
  const outcome = await runProcess("sh", ["-c", script, join(folder, "keeper")], {
    env,
    deadlineMs: HANG_MS,
  });
  const keeper = Number(readFileSync(join(folder, "keeper"), "utf8"));
  // 0 would be the test runner itself
  expect(keeper).toBeGreaterThan(1);
  process.kill(keeper);
  expect(outcome.kind === "exited" && outcome.stdout.length).toBe(300_000);
});

test("input that nobody reads is no error", async () => {
  const outcome = await runProcess("true", [], {
    env,
    input: Buffer.alloc(1_000_000),
    deadlineMs: HANG_MS,
  });
  expect(outcome).toMatchObject({ kind: "exited", exitCode: 0 });
});

test("the deadline ends the program and its children", async () => {
  const script = 'sleep 61 & echo $! >"$0.new"; mv "$0.new" "$0"; wait';
  const file = join(folder, "child");
  // On a busy machine a deadline may be over before the child has begun: then the next, longer one
  for (let deadlineMs = 250; !existsSync(file) && deadlineMs < HANG_MS; deadlineMs *= 2) {
    const outcome = await runProcess("sh", ["-c", script, file], { env, deadlineMs });
    expect(outcome).toMatchObject({ kind: "timed-out" });
  }
  const child = readFileSync(file, "utf8").trim();
  await waitFor(
    () => !existsSync(`/proc/${child}`) || / Z /.test(readFileSync(`/proc/${child}/stat`, "utf8")),
    { what: "the child to be gone" },
  );
});

test.each(["exec", "control"] as const)(
  "a process that may open no more files is told, and lives, by %s",
  (transport) => {
    const index = join(import.meta.dirname, "..", "index.ts");
    const source = join(folder, "files.ts");
    const program = join(folder, "files.mjs");
    writeFileSync(
      source,
      `import { openSync } from "node:fs";
       import { openTmux } from ${JSON.stringify(index)};
       const options = { transport: ${JSON.stringify(transport)}, control: { riskOldServer: true }, deadlineMs: ${String(HANG_MS)} };
       const tmux = openTmux({ socket: "throw-away" }, options);
       try {
         for (;;) openSync("/dev/null", "r");
       } catch {}
       await tmux.list(["pid"]).catch((error) => console.log(error.name, error.code, error.delivery));
       await tmux.close();`,
    );
    buildSync({
      entryPoints: [source],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "esm",
    });
    const words = ["-c", 'ulimit -n 64; exec "$0" "$1"', process.execPath, program];
    const run = spawnSync("sh", words, { encoding: "utf8", env: fixture.env });
    expect(run.stderr).toBe("");
    expect(run.stdout).toBe("TmuxError Command not-sent\n");
  },
);

test("a program that is not there rejects", async () => {
  await expect(
    runProcess(join(folder, "none"), [], { env, deadlineMs: HANG_MS }),
  ).rejects.toMatchObject({ code: "ENOENT" });
});
