import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { processBirth } from "./process.js";
import type { ServerEpoch } from "../values/target.js";
import { openThrowAwayTmux, waitFor } from "../testing.js";
import { openTmux } from "../tmux.js";
import type { Tmux } from "../tmux.js";

async function epochOf(tmux: Tmux): Promise<ServerEpoch> {
  const state = await tmux.server.probe();
  if (state.state !== "running") throw new Error(`the server is ${state.state}`);
  return state.epoch;
}

test("from absent to running and back, without a trace", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const { tmux } = fixture;
  expect(await tmux.server.probe()).toEqual({ state: "absent" });
  const absent = { code: "ServerAbsent", delivery: "not-sent" };
  await expect(tmux.sessions.ensure({ name: "a" })).rejects.toMatchObject(absent);
  await expect(tmux.sessions.find("a")).rejects.toMatchObject(absent);
  await expect(tmux.sessions.kill("a")).rejects.toMatchObject(absent);
  await expect(tmux.run(["list-buffers"])).rejects.toMatchObject(absent);

  const epoch = await tmux.server.start();
  expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch, sessions: 0 });
  expect(await tmux.server.start()).toEqual(epoch);
  await tmux.server.shutdown(epoch);
  expect(processBirth(epoch.pid)).toBeUndefined();
  expect(existsSync(tmux.socketPath)).toBe(false);
  await tmux.server.shutdown(epoch);
});

test("many that start at once found one server", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const epochs = await Promise.all(
    Array.from({ length: 8 }, async () => await fixture.tmux.server.start()),
  );
  expect(new Set(epochs.map((epoch) => epoch.pid)).size).toBe(1);
});

test("a start that meets an end founds a server", async () => {
  await using fixture = await openThrowAwayTmux();
  const { tmux } = fixture;
  for (let round = 0; round < 10; round += 1) {
    const epoch = await epochOf(tmux);
    const [, next] = await Promise.all([tmux.server.shutdown(epoch), tmux.server.start()]);
    // It may have met the old one while that still answered.
    if (next.pid === epoch.pid) await tmux.server.start();
    expect((await epochOf(tmux)).pid).not.toBe(epoch.pid);
  }
});

test("the configuration is read once; a missing one is none, a wrong one is said", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const { tmux } = fixture;
  await expect(tmux.server.start({ config: "relative" })).rejects.toMatchObject({
    code: "InvalidArgument",
  });
  await tmux.server.shutdown(await tmux.server.start({ config: join(fixture.directory, "none") }));
  const config = join(fixture.directory, "a [*] ? file");
  writeFileSync(config, "set-option -g history-limit 4321\n");
  await tmux.server.shutdown(
    await tmux.server.start({ config }).then(async (epoch) => {
      expect(await tmux.run(["show-options", "-gv", "history-limit"])).toBe("4321\n");
      expect(await tmux.run(["show-options", "-sv", "exit-empty"])).toBe("off\n");
      return epoch;
    }),
  );
  writeFileSync(config, "no-such-command\n");
  await expect(tmux.server.start({ config })).rejects.toMatchObject({
    code: "Command",
    delivery: "applied",
  });
});

test("a TMUX_TMPDIR that is not there founds nothing elsewhere", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const env = { ...fixture.env, TMUX_TMPDIR: join(fixture.directory, "none") };
  const lost = openTmux({ socket: "mosaic-no-such" }, { env });
  await expect(lost.server.start()).rejects.toMatchObject({
    code: "InvalidArgument",
    delivery: "not-sent",
  });
  rmSync(fixture.directory, { recursive: true });
  await expect(fixture.tmux.server.start()).rejects.toMatchObject({
    code: "PermissionDenied",
    delivery: "not-sent",
  });
  expect(existsSync(lost.socketPath)).toBe(false);
});

test("only the very server is shut down", async () => {
  await using fixture = await openThrowAwayTmux();
  const { tmux } = fixture;
  const epoch = await epochOf(tmux);
  for (const wrong of [
    { ...epoch, startTime: epoch.startTime - 1 },
    { ...epoch, pid: epoch.pid + 1 },
  ]) {
    await expect(tmux.server.shutdown(wrong)).rejects.toMatchObject({
      code: "StaleReference",
      delivery: "rejected",
    });
  }
  for (const broken of [
    { pid: 1, startTime: 1 },
    { pid: Number.NaN, startTime: 1 },
    { pid: epoch.pid, startTime: 0 },
  ]) {
    await expect(tmux.server.shutdown(broken)).rejects.toMatchObject({ code: "InvalidArgument" });
  }
  expect(await epochOf(tmux)).toEqual(epoch);
});

test("the default server is neither founded nor ended", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const options = { env: fixture.env };
  const path = openTmux({ default: true }, options).socketPath;
  mkdirSync(dirname(path), { mode: 0o700 });
  for (const address of [{ default: true }, { path }] as const) {
    const person = openTmux(address, options);
    const refused = { code: "InvalidArgument", delivery: "not-sent" };
    await expect(person.server.start()).rejects.toMatchObject(refused);
    await expect(person.server.shutdown({ pid: 4242, startTime: 1 })).rejects.toMatchObject(
      refused,
    );
    expect(await person.server.probe()).toEqual({ state: "absent" });
  }
  expect(existsSync(path)).toBe(false);
});

test("a lost socket: no second server, and the first comes back", async () => {
  await using fixture = await openThrowAwayTmux();
  const { tmux } = fixture;
  await tmux.sessions.ensure({ name: "kept", command: ["sleep", "600"] });
  const epoch = await epochOf(tmux);
  rmSync(tmux.socketPath);
  expect(await tmux.server.probe()).toEqual({ state: "socket-lost", pid: epoch.pid });
  expect(await tmux.server.probe({ pid: epoch.pid })).toEqual({
    state: "socket-lost",
    pid: epoch.pid,
  });
  const lost = { code: "SocketLost", delivery: "not-sent" };
  await expect(tmux.server.start()).rejects.toMatchObject(lost);
  await expect(tmux.list(["pid"])).rejects.toMatchObject(lost);
  await expect(tmux.sessions.kill("kept")).rejects.toMatchObject(lost);
  await expect(tmux.server.shutdown(epoch)).rejects.toMatchObject(lost);
  expect(existsSync(tmux.socketPath)).toBe(false);

  expect(await tmux.server.recover(epoch.pid)).toBe(true);
  expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch, sessions: 1 });
  expect(await tmux.server.recover(epoch.pid)).toBe(true);
});

test("nothing but our own server gets a signal", async () => {
  await using fixture = await openThrowAwayTmux();
  await using other = await openThrowAwayTmux();
  const { tmux } = fixture;
  const own = await epochOf(tmux);
  const foreign = await epochOf(other.tmux);
  rmSync(tmux.socketPath);
  // SIGUSR1 would end this process, or take the other server's socket away from its clients.
  expect(await tmux.server.recover(process.pid)).toBe(false);
  expect(await tmux.server.recover(foreign.pid)).toBe(false);
  for (const pid of [1, 0, -1, -own.pid, 1.5, Number.NaN]) {
    await expect(tmux.server.recover(pid)).rejects.toMatchObject({ code: "InvalidArgument" });
  }
  expect(await tmux.server.recover(own.pid)).toBe(true);
  expect(await epochOf(other.tmux)).toEqual(foreign);
});

test("a server that was killed is absent, whatever its socket file says", async () => {
  await using fixture = await openThrowAwayTmux();
  const { tmux } = fixture;
  const epoch = await epochOf(tmux);
  process.kill(epoch.pid, "SIGKILL");
  await waitFor(() => processBirth(epoch.pid) === undefined, { what: "the server to be gone" });
  expect(existsSync(tmux.socketPath)).toBe(true);
  expect(await tmux.server.probe({ pid: epoch.pid })).toEqual({ state: "absent" });
  await expect(tmux.list(["pid"])).rejects.toMatchObject({ code: "ServerAbsent" });
  await tmux.server.shutdown(epoch);
  expect(existsSync(tmux.socketPath)).toBe(false);
  const next = await tmux.server.start({ known: { pid: epoch.pid } });
  expect(next).not.toEqual(epoch);
});

test("a pane of a server before is stale in the next, though the id is the same", async () => {
  await using fixture = await openThrowAwayTmux();
  const { tmux } = fixture;
  const { session: before } = await tmux.sessions.ensure({ name: "a", command: ["cat"] });
  await tmux.server.shutdown(before.server);
  await tmux.server.start();
  const { session: after } = await tmux.sessions.ensure({ name: "a", command: ["cat"] });
  expect(after.id).toBe(before.id);
  const stale = { code: "StaleReference", delivery: "rejected" };
  await expect(tmux.sessions.kill(before)).rejects.toMatchObject(stale);
  await expect(tmux.panes.keys({ id: "%0", server: before.server }, "x")).rejects.toMatchObject(
    stale,
  );
  await expect(tmux.server.shutdown(before.server)).rejects.toMatchObject(stale);
  expect(await tmux.sessions.find("a")).toEqual(after);
});

test("something that answers but speaks no tmux is no server to talk to", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const { tmux } = fixture;
  mkdirSync(dirname(tmux.socketPath), { mode: 0o700 });
  const listener = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => listener.listen(tmux.socketPath, resolve));
  try {
    expect(await tmux.server.probe()).toEqual({ state: "version-skew" });
    await expect(tmux.list(["pid"])).rejects.toMatchObject({
      code: "ServerExiting",
      delivery: "unknown",
    });
    await expect(tmux.server.start()).rejects.toMatchObject({ code: "VersionSkew" });
  } finally {
    await new Promise((resolve) => listener.close(resolve));
  }
});

test("a folder that others may enter is refused by tmux, and said", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const { tmux } = fixture;
  mkdirSync(dirname(tmux.socketPath), { mode: 0o777 });
  chmodSync(dirname(tmux.socketPath), 0o777);
  const denied = { code: "PermissionDenied", delivery: "not-sent" };
  await expect(tmux.server.probe()).rejects.toMatchObject(denied);
  await expect(tmux.list(["pid"])).rejects.toMatchObject(denied);
});
