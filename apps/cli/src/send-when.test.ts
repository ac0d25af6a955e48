import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runForTest, type CliResult } from "./testing/run-for-test.js";

let away: ThrowAwayTmux;
let run: (argv: readonly string[], stdin?: string) => Promise<CliResult>;
beforeAll(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  const [home, runtime] = ["home", "run"].map((name) => join(away.directory, name));
  const folder = join(home ?? "", ".config/mosaic/fleet");
  for (const path of [folder, runtime ?? ""]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const agents = "agents: [{ name: one }, { name: two, tags: [x] }]\n";
  const rest = "version: 1\nsocket_name: mosaic-fleet\ndefaults: { runtime: claude }\n";
  writeFileSync(join(folder, "roster.yaml"), rest + agents);
  const env = { ...away.env, HOME: home, XDG_RUNTIME_DIR: runtime };
  run = async (argv, stdin) =>
    await runForTest([...argv, "--supervisor", "tmux"], {
      env,
      ...(stdin === undefined ? {} : { stdin, terminal: 80 }),
    });
});
afterAll(async () => await away.close());

const interrupting = ["send", "one", "stop", "--when", "interrupt"];

test("an interrupt is asked for; without a terminal it needs `--yes`", async () => {
  const unasked = await run(interrupting);
  expect(unasked.code).toBe(2);
  expect(unasked.stderr).toContain("interrupts the turn of `one`, and there is no terminal");
  expect(unasked.stderr).toContain("send --when interrupt one TEXT");
  const no = await run(interrupting, "n\n");
  expect(no).toMatchObject({ code: 1, stdout: "" });
  expect(no.stderr).toContain("Nothing was done.");
  const yes = await run([...interrupting, "--yes"]);
  expect(yes).toMatchObject({ code: 1, stdout: "one refused\n" });
});

test("a wrong time, and a word that `--when` does not know, send nothing", async () => {
  for (const expires of ["-5m", "0", "soon", "2020-01-01T00:00:00Z"]) {
    const { code, stderr, stdout } = await run(["send", "one", "text", "--expires", expires]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`--expires: \`${expires}\``);
    expect(stderr).toContain("Give a time span such as `10m`");
  }
  expect((await run(["send", "one", "text", "--when", "later"])).code).toBe(2);
});

test("`queue` shows what waits for whom, with its age and the end of its time", async () => {
  expect(await run(["queue"])).toMatchObject({ code: 0, stdout: "nothing waits\n" });
  const state = join(away.directory, "home/.local/state/mosaic/fleet/agents/mosaic-fleet/two");
  mkdirSync(join(state, "queue"), { recursive: true, mode: 0o700 });
  const now = Date.now();
  const until = Math.floor(now / 1000) + 3600;
  const put = (name: string, text: string): void => writeFileSync(join(state, "queue", name), text);
  put(`${now - 240_000}-first`, "look\n\tat this");
  put(`${now - 60_000}.${until}-second`, "then at that");
  const { stdout } = await run(["queue", "--tag", "x"]);
  expect(stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["AGENT", "ID", "AGE", "EXPIRES", "TEXT"],
    ["two", "first", "4m", "-", "look at this"],
    ["two", "second", "1m", expect.stringMatching(/^in (59m|1h)$/), "then at that"],
    [""],
  ]);
  expect(await run(["queue", "one"])).toMatchObject({ stdout: "nothing waits\n" });
  expect((await run(["queue", "one", "--cancel", "first"])).code).toBe(1);
  expect(await run(["queue", "--cancel", "first"])).toMatchObject({
    code: 0,
    stdout: "two cancelled\n",
  });
  const again = await run(["queue", "--cancel", "first"]);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("it is cancelled");
  expect((await run(["queue", "nobody"])).code).toBe(4);
});
