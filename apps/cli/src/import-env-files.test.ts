import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanDocument } from "@mosaicstack/fleet";
import { launcherScript } from "@mosaicstack/session-launcher";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bundleInto, openScratch, type Scratch } from "./testing/scratch.js";

let folder: ThrowAwayTmux;
let program: string;
let away: ThrowAwayTmux;
let me: Scratch;
beforeAll(async () => {
  folder = await openThrowAwayTmux({ start: false });
  program = await bundleInto(folder.directory);
});
afterAll(async () => await folder.close());
beforeEach(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  me = openScratch(program, away);
  mkdirSync(agents(), { recursive: true });
});
afterEach(async () => await away.close());

const agents = (...names: string[]): string =>
  join(me.home, ".config/mosaic/fleet/agents", ...names);
const write = (name: string, text: string | Buffer): void =>
  writeFileSync(agents(`${name}.env`), text, { mode: 0o600 });
const init = ["init", "--from-env-files"];

test("a fleet of env files gets a roster that says the same, is valid, and ends nothing that runs", async () => {
  write("writer", "MOSAIC_AGENT_COMMAND=sleep 600\nMOSAIC_AGENT_WORKDIR=/\nGREETING=hello there\n");
  write("reader", "MOSAIC_AGENT_COMMAND='sleep 601'\nAPI_KEY=hunter2\n");
  const run = (): string =>
    execFileSync(launcherScript().path, ["writer"], { env: { ...me.env }, encoding: "utf8" });
  run();
  const pid = await me.tmux(
    "mosaic-fleet",
    "display-message",
    "-p",
    "-t",
    "=writer:",
    "#{pane_pid}",
  );
  const made = await me.run(init);
  expect(made).toMatchObject({ code: 0, stdout: `${me.rosterFile}: 2 agents of ${agents()}\n` });
  expect(made.stderr).toContain(`${agents("reader.env")} keeps API_KEY`);
  expect(made.stderr).not.toContain("hunter2");
  const text = readFileSync(me.rosterFile, "utf8");
  expect(text).not.toContain("hunter2");
  expect(text).toContain("GREETING: hello there");
  expect(await me.run(["validate"])).toMatchObject({ code: 0 });
  const plan = await me.run(["plan", "--json", "--supervisor", "tmux"]);
  const { changes } = JSON.parse(plan.stdout) as PlanDocument;
  expect(changes.filter(({ agent }) => agent === "writer")).toEqual([]);
  expect((await me.run(["up", "--supervisor", "tmux"])).code).toBe(0);
  expect(
    await me.tmux("mosaic-fleet", "display-message", "-p", "-t", "=writer:", "#{pane_pid}"),
  ).toBe(pid);
  await me.run(["down", "--supervisor", "tmux"]);
});

test("what is no plain file, no agent or nothing that systemd reads is named and left out", async () => {
  write("good", "MOSAIC_AGENT_RUNTIME=pi\n");
  write("Big", "A=1\n");
  write("nul", Buffer.from("A=1\n\0B=2\n"));
  write("odd", "MOSAIC_AGENT_RUNTIME=nobody\n");
  write("huge", `A=${"x".repeat(70_000)}\n`);
  symlinkSync("/etc/passwd", agents("link.env"));
  mkdirSync(agents("folder.env"));
  execFileSync("mkfifo", [agents("fifo.env")]);
  writeFileSync(agents("notes.txt"), "A=1\n");
  const made = await me.run([...init, "--json"]);
  expect(made.code).toBe(0);
  const { preset, imported } = JSON.parse(made.stdout) as {
    preset: null;
    imported: { agents: string[]; skipped: { file: string; why: string }[] };
  };
  expect(preset).toBeNull();
  expect(imported.agents).toEqual(["good"]);
  const why = new Map(imported.skipped.map((one) => [one.file.replace(/.*\//, ""), one.why]));
  expect([...why.keys()].toSorted()).toEqual(
    ["Big.env", "fifo.env", "folder.env", "huge.env", "link.env", "nul.env", "odd.env"].toSorted(),
  );
  expect(why.get("nul.env")).toMatch(/refused by systemd/);
  expect(why.get("link.env")).toMatch(/link/);
  expect(why.get("odd.env")).toMatch(/`nobody`/);
  expect(await me.run(["validate"])).toMatchObject({ code: 0 });
});

test("a roster that stands is kept without --force, and nothing is written where there is no agent", async () => {
  const none = await me.run(init);
  expect(none).toMatchObject({ code: 2, stdout: "" });
  expect(none.stderr).toContain("no env file of an agent is in");
  expect((await me.run([...init, join(me.home, "nowhere")])).code).toBe(2);
  me.writeRoster("version: 1\nagents: []\n");
  write("a", "MOSAIC_AGENT_RUNTIME=pi\n");
  const refused = await me.run(init);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("is there already");
  expect(readFileSync(me.rosterFile, "utf8")).toBe("version: 1\nagents: []\n");
  expect((await me.run([...init, "--force"])).code).toBe(0);
  expect(readFileSync(me.rosterFile, "utf8")).toContain("name: a");
  // The same again is no change.
  expect((await me.run(init)).code).toBe(0);
  chmodSync(agents("a.env"), 0o600);
});

test("of another folder what stays in its files is said to have no effect there", async () => {
  const other = join(me.home, "old");
  mkdirSync(other);
  writeFileSync(join(other, "a.env"), "MOSAIC_AGENT_RUNTIME=pi\nAPI_KEY=hunter2\n");
  const made = await me.run([...init, other]);
  expect(made).toMatchObject({ code: 0 });
  expect(made.stderr).toContain("has no effect there");
  for (const argv of [
    ["init", "somewhere"],
    [...init, "a", "b"],
    [...init, "--preset", "pair"],
  ]) {
    const { code, stderr } = await me.run(argv);
    // What is wrong, and what to do.
    expect([code, stderr.trim().split("\n").length]).toEqual([2, 2]);
  }
});
