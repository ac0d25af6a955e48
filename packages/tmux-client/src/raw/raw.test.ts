import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServerEpoch } from "../values/target.js";
import { steps } from "../batch/steps.js";
import type { RawCommandLine } from "./raw.js";
import { openThrowAwayTmux } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";
import type { Tmux } from "../tmux.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
let epoch: ServerEpoch;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
  await tmux.sessions.ensure({ name: "agent-10", command: ["sleep", "600"] });
  epoch = (await tmux.sessions.ensure({ name: "keep", command: ["sleep", "600"] })).session.server;
});
afterAll(async () => {
  await fixture.close();
});

test.each([
  ["kill-server"],
  ["kill-ser"],
  ["kill-server", ";", "list-panes"],
  ["kill-sess", "-t", "=keep:"],
  ["start-server"],
  ["if-shell", "1", "kill-server"],
  ["run-shell", "true"],
  ["source-file", "/dev/null"],
  ["set-hook", "-g", "session-created", "kill-server"],
  ["paste-buffer", "-t", "=keep:"],
  ["toString"],
  [""],
  [],
])("`%s` is not run", async (...command) => {
  await expect(tmux.run(command as unknown as RawCommandLine)).rejects.toMatchObject({
    code: "Unsupported",
    delivery: "not-sent",
  });
});

test.each([
  ["kill-session"],
  ["kill-session", "-t"],
  ["kill-session", "-t", ""],
  ["kill-session", "-t", "agent-1"],
  ["kill-session", "-tagent-1"],
  ["kill-session", "-t", "=agent-10"],
  ["kill-session", "-t", "ag*"],
  ["kill-session", "-t", "$0"],
  ["kill-session", "-a", "-t", "=keep:"],
  ["list-panes"],
  ["list-panes", "-st", "agent-1"],
  ["set-option", "@a", "b"],
  ["set-option", "-t", "=keep:", "@a", "nul\0"],
  ["detach-client", "-s", "agent-1"],
])("`%s` is refused before tmux is asked", async (...command) => {
  await expect(tmux.run(command as unknown as RawCommandLine)).rejects.toMatchObject({
    code: "InvalidArgument",
    delivery: "not-sent",
  });
});

test("a `;` is text, not the end of a command", async () => {
  for (const value of [";", "a;", "\\;", "; kill-server", "x ; kill-server ;"]) {
    await tmux.run(["set-option", "-t", "=keep:", "@text", value]);
    expect(await tmux.run(["show-options", "-v", "-t", "=keep:", "@text"])).toBe(`${value}\n`);
  }
});

test("ids are taken only with the run of the server that they are of", async () => {
  const id = (await tmux.sessions.find("keep"))?.id ?? "";
  expect(
    await tmux.run(["display-message", "-p", "-t", id, "#{session_name}"], { server: epoch }),
  ).toBe("keep\n");
  const stale = { ...epoch, startTime: epoch.startTime - 1 };
  await expect(tmux.run(["kill-session", "-t", id], { server: stale })).rejects.toMatchObject({
    code: "StaleReference",
    delivery: "rejected",
  });
});

test("what is not there, and what tmux refuses, has its code", async () => {
  for (const command of [
    "kill-session",
    "list-windows",
    "has-session",
    "kill-window",
    "list-panes",
  ] as const) {
    await expect(tmux.run([command, "-t", "=agent-1:"])).rejects.toMatchObject({
      code: "NoSuchSession",
      delivery: "rejected",
    });
  }
  await expect(tmux.run(["kill-pane", "-t", "%4242"], { server: epoch })).rejects.toMatchObject({
    code: "NoSuchPane",
  });
  await expect(tmux.run(["rename-session", "-t", "=agent-10:", "keep"])).rejects.toMatchObject({
    code: "DuplicateSession",
  });
  await expect(tmux.run(["show-options", "-g", "no-such-option"])).rejects.toMatchObject({
    code: "UnknownOption",
  });
});

test("a command that says nothing of a missing target does not pass for an answer", async () => {
  const missing = { code: "NoSuchSession", delivery: "rejected" };
  for (const command of [
    ["display-message", "-p", "-t", "=agent-1:", "#{session_name}"],
    ["display-message", "-pt=agent-1:", "#{session_name}"],
    ["show-options", "-q", "-v", "-t", "=agent-1:", "@text"],
    ["set-option", "-q", "-t", "=agent-1:", "@text", "x"],
  ] as unknown as RawCommandLine[]) {
    await expect(tmux.run(command)).rejects.toMatchObject(missing);
    expect(await tmux.batch([steps.run(command)])).toMatchObject([
      { status: "failed", error: missing },
    ]);
  }
  await expect(
    tmux.run(["display-message", "-p", "-t", "%4242", "#{pane_id}"], { server: epoch }),
  ).rejects.toMatchObject({ code: "NoSuchPane", delivery: "rejected" });
  const there = ["display-message", "-p", "-t", "=keep:", "#{session_name}"] as const;
  expect(await tmux.run(there)).toBe("keep\n");
  expect(await tmux.batch([steps.run(there)])).toEqual([{ status: "done", value: "keep\n" }]);
});

test("a session gets the name that was given, or none", async () => {
  for (const name of ["a.b", "a:b", "", "#{pid}", "-x"]) {
    await expect(
      tmux.run(["rename-session", "-t", "=agent-10:", "--", name]),
    ).rejects.toMatchObject({ code: "InvalidName", delivery: "not-sent" });
  }
  expect(await tmux.sessions.find("agent-10")).toBeDefined();
});

test("an error shows no value", async () => {
  const error: unknown = await tmux
    .run(["set-option", "-t", "=agent-1:", "@token", "hunter2"])
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "NoSuchSession", exitCode: 1 });
  expect((error as { command: string[] }).command.slice(-5)).toEqual([
    "set-option",
    "-t",
    "=agent-1:",
    "@token",
    "…",
  ]);
  expect(JSON.stringify(error) + String(error)).not.toContain("hunter2");
});

test("a signal aborts, before and during", async () => {
  await expect(tmux.run(["list-buffers"], { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "Aborted",
  });
  const controller = new AbortController();
  const running = tmux.run(["list-buffers"], { signal: controller.signal });
  // By then tmux runs.
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort();
  await expect(running).rejects.toMatchObject({ code: "Aborted", delivery: "unknown" });
});

test("the default server is not configured", async () => {
  const person = openTmux({ default: true }, { env: fixture.env });
  for (const command of [
    ["set-option", "-g", "@a", "b"],
    ["set-option", "-s", "@a", "b"],
    ["set-environment", "-gu", "A"],
  ]) {
    await expect(person.run(command as unknown as RawCommandLine)).rejects.toMatchObject({
      code: "InvalidArgument",
      delivery: "not-sent",
    });
  }
});

test("after all that the server and its sessions are there", async () => {
  expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch, sessions: 2 });
});
