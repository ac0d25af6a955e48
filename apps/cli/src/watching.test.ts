import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventSchema, waitSchema, whySchema } from "@mosaicstack/fleet/documents";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noted, writeSleeper } from "@mosaicstack/agent-channel/testing";
import { runForTest, type CliResult } from "./testing/run-for-test.js";

let away: ThrowAwayTmux;
let home = "";
let run: (...argv: string[]) => Promise<CliResult>;
beforeAll(async () => {
  away = await openThrowAwayTmux({ socket: "mosaic-fleet", start: false });
  home = join(away.directory, "home");
  const folder = join(home, ".config/mosaic/fleet");
  const runtime = join(away.directory, "run");
  for (const path of [folder, runtime]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const agents = ["one", "two", "mute"].map((name) => `{ name: ${name}, env: { NAME: ${name} } }`);
  const mute = agents[2]?.replace("}", ', }, runtime: command, command: [sh, -c, "sleep 1000"]');
  writeFileSync(
    join(folder, "roster.yaml"),
    `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { policy: "no" } }
agents: [ ${agents[0]}, ${agents[1]}, ${mute} ]
`,
  );
  writeSleeper(join(away.directory, "bin"));
  const PATH = `${join(away.directory, "bin")}:${process.env["PATH"]}`;
  const env = { ...away.env, HOME: home, XDG_RUNTIME_DIR: runtime, PATH };
  run = async (...argv) => await runForTest([...argv, "--supervisor", "tmux"], { env });
  await run("up");
});
afterAll(async () => await away.close());

const works = async (): Promise<void> => {
  await run("send", "one", "work", "--when", "now");
  await waitFor(() => noted(home, "one").at(-1) === "heard work", { what: "its turn" });
};
const go = (): void => writeFileSync(join(home, "one.go"), "");

test("`wait` returns when each is there, says which, and 124 when the time is over", async () => {
  expect(await run("wait", "one", "two")).toEqual({
    code: 0,
    stdout: "one idle\ntwo idle\n",
    stderr: "",
  });
  await works();
  expect(await run("wait", "one", "--timeout", "1s")).toMatchObject({
    code: 124,
    stdout: "one working\n",
  });
  const waiting = run("wait", "one", "two", "--json");
  go();
  const { code, stdout } = await waiting;
  expect(code).toBe(0);
  expect(waitSchema.parse(JSON.parse(stdout)).agents).toMatchObject([
    { agent: "one", outcome: "reached", state: "idle", activity: { state: "done" } },
    { agent: "two", outcome: "reached", state: "idle" },
  ]);
  await run("send", "two", "ask");
  expect(await run("wait", "two", "--for", "blocked")).toMatchObject({ stdout: "two blocked\n" });
  expect(await run("wait", "mute", "--timeout", "1s")).toEqual({
    code: 124,
    stdout: "mute unknown\n",
    stderr: "mosaic-fleet: `mute`: it has told nothing of what it does so far\n",
  });
});

test("`wait` says 3 where one can no longer come, and 2 for what is no state", async () => {
  expect(await run("wait", "one", "--for", "soon")).toMatchObject({ code: 2, stdout: "" });
  expect(await run("wait")).toMatchObject({ code: 2 });
  expect(await run("wait", "nobody")).toMatchObject({ code: 4 });
  const waiting = run("wait", "two", "--for", "error");
  await run("stop", "two");
  expect(await waiting).toMatchObject({
    code: 3,
    stdout: "two inactive\n",
    stderr: "mosaic-fleet: `two`: it is stopped\n",
  });
  expect(await run("wait", "two", "--for", "inactive,failed")).toMatchObject({ code: 0 });
  await run("start", "two");
});

test("`restart --when-idle` cuts off no turn", async () => {
  const began = noted(home, "one").length;
  rmSync(join(home, "one.go"), { force: true });
  await works();
  const late = await run("restart", "one", "--when-idle", "--timeout", "1s");
  expect(late).toMatchObject({ code: 1 });
  expect(late.stdout + late.stderr).toContain("its turn did not end in time");
  const restarting = run("restart", "one", "--when-idle");
  go();
  expect(await restarting).toMatchObject({ code: 0 });
  const did = noted(home, "one").slice(began);
  expect(did.filter((line) => line.startsWith("heard"))).toEqual(["heard work"]);
  expect(did.at(-1)).toMatch(/^start /);
  const mute = await run("restart", "mute", "--when-idle");
  expect(mute).toMatchObject({ code: 1 });
  expect(mute.stdout + mute.stderr).toContain("nobody can say when its turn ends");
  expect(await run("restart", "one", "--timeout", "1s")).toMatchObject({ code: 2 });
});

test("`events` tells what was, from a time or behind an event, for people and as documents", async () => {
  const all = await run("events", "one", "--since", "1h", "--once", "--json");
  const events = all.stdout
    .trim()
    .split("\n")
    .map((line) => eventSchema.parse(JSON.parse(line)));
  expect(events[0]).toMatchObject({ agent: "one", kind: "lifecycle", from: null, to: "active" });
  const id = events.at(-2)?.id ?? "";
  const rest = await run("events", "one", "--after", id, "--once", "--json");
  expect(JSON.parse(rest.stdout)).toEqual(events.at(-1));
  const since = await run("events", "one", "--since", "2020-01-01", "--once");
  expect(await run("events", "one", "--once")).toEqual(since);
  const told = await run("events", "two", "--since", "1h", "--once");
  expect(told.stdout).toMatch(
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}two {4}activity {3}working -> blocked \(hook\) permission: Bash$/m,
  );
  expect(await run("events", "--after", "nonsense", "--once")).toMatchObject({ code: 2 });
  expect(await run("events", "--since", "tomorrow")).toMatchObject({ code: 2 });
  expect(await run("events", "--since", "1h", "--after", id)).toMatchObject({ code: 2 });
});

test("`status --why` names what stands behind each word", async () => {
  const { stdout, code } = await run("status", "--why", "one", "--json");
  expect(code).toBe(0);
  const { words } = whySchema.parse(JSON.parse(stdout));
  const activity = words.find(({ name }) => name === "activity");
  expect(activity).toMatchObject({ value: "idle", because: "a hook of its runtime told so" });
  expect(readFileSync(activity?.where ?? "", "utf8")).toContain("state=idle");
  await run("stop", "two");
  const stopped = await run("status", "--why", "two");
  expect(stopped.stdout).toMatch(
    /^desired +stopped \(\d+s ago\): it was stopped; `start` ends that \[~\/\.local/m,
  );
  expect(await run("status", "--why", "nobody")).toMatchObject({ code: 4 });
  expect(await run("status", "--watch", "--why", "two")).toMatchObject({ code: 2, stdout: "" });
});
