import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { HANG_MS, openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";
import { isTmuxError } from "../values/error.js";
import { findServer, processBirth } from "./process.js";

const idle = ["cat", "-"];
/** `npm run test:long` repeats more. */
const times = (few: number, many: number): number => (process.env["TMUX_LONG"] ? many : few);

async function repeat(
  count: number,
  work: (fixture: ThrowAwayTmux, round: number) => Promise<void>,
  start = true,
): Promise<void> {
  await using fixture = await openThrowAwayTmux({ start });
  for (let round = 0; round < count; round += 1) await work(fixture, round);
}

test("fifty at once make one session", async () => {
  await repeat(times(2, 20), async ({ tmux }, round) => {
    const name = `x${String(round)}`;
    const made = await Promise.all(
      Array.from({ length: 50 }, async () => await tmux.sessions.ensure({ name, command: idle })),
    );
    expect(made.filter(({ created }) => created).length).toBe(1);
    expect(new Set(made.map(({ session }) => session.id)).size).toBe(1);
  });
});

test("fifty cold starts at once found one server", async () => {
  await repeat(
    times(2, 10),
    async ({ tmux, env }) => {
      const options = { env, deadlineMs: HANG_MS };
      const others = Array.from({ length: 50 }, () => openTmux({ socket: "throw-away" }, options));
      const epochs = await Promise.all(others.map(async (other) => await other.server.start()));
      expect(new Set(epochs.map(({ pid }) => pid)).size).toBe(1);
      await tmux.server.shutdown(epochs[0] ?? { pid: 0, startTime: 0 });
    },
    false,
  );
});

test("a start that races an end never fails", async () => {
  await repeat(
    times(20, 100),
    async ({ tmux }) => {
      const epoch = await tmux.server.start();
      const [, next] = await Promise.all([tmux.server.shutdown(epoch), tmux.server.start()]);
      // Either the old one, told before it ended, or the one after it.
      if (next.pid !== epoch.pid) expect(await tmux.server.probe()).toMatchObject({ epoch: next });
      expect((await tmux.server.start()).pid).not.toBe(epoch.pid);
    },
    false,
  );
});

test("a server that is killed leaves errors that say so, and a clean start", async () => {
  await repeat(
    times(10, 50),
    async ({ tmux }) => {
      const epoch = await tmux.server.start();
      await tmux.sessions.ensure({ name: "a", command: idle });
      const asked = Array.from({ length: 6 }, async () => await tmux.list(["session_name"]));
      process.kill(epoch.pid, "SIGKILL");
      for (const each of await Promise.allSettled(asked)) {
        if (each.status === "fulfilled") expect(each.value).toEqual([{ session_name: "a" }]);
        else expect(isTmuxError(each.reason, "ServerAbsent", "ServerExiting")).toBe(true);
      }
      await waitFor(() => processBirth(epoch.pid) === undefined, { what: "it to be gone" });
      expect(await tmux.server.probe({ pid: epoch.pid })).toEqual({ state: "absent" });
      expect(await tmux.server.start()).not.toEqual(epoch);
      expect(await tmux.list(["session_name"])).toEqual([]);
    },
    false,
  );
});

test("a removed socket never makes a second server, whoever asks", async () => {
  await repeat(times(5, 30), async ({ tmux }, round) => {
    const { session } = await tmux.sessions.ensure({ name: `kept${String(round)}`, command: idle });
    rmSync(tmux.socketPath);
    const asked = await Promise.allSettled([
      ...Array.from({ length: 5 }, async () => await tmux.server.start()),
      ...Array.from(
        { length: 5 },
        async () => await tmux.sessions.ensure({ name: "second", command: idle }),
      ),
    ]);
    expect(
      asked.every((each) => each.status === "rejected" && isTmuxError(each.reason, "SocketLost")),
    ).toBe(true);
    expect(await tmux.server.probe()).toEqual({ state: "socket-lost", pid: session.server.pid });
    expect(await tmux.server.recover(session.server.pid)).toBe(true);
    expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch: session.server });
    expect(await tmux.sessions.find(session.name)).toEqual(session);
    expect(findServer(tmux.socketPath, process.getuid?.() ?? 0)).toBe(session.server.pid);
  });
});

test("a server that is stopped and goes on has lost nothing", async () => {
  await repeat(times(5, 30), async ({ tmux }, round) => {
    const { session } = await tmux.sessions.ensure({ name: `s${String(round)}`, command: idle });
    const quick = tmux.with({ deadlineMs: 150 });
    process.kill(session.server.pid, "SIGSTOP");
    await expect(quick.sessions.find(session.name)).rejects.toMatchObject({
      code: "Timeout",
      delivery: "unknown",
    });
    process.kill(session.server.pid, "SIGCONT");
    expect(await tmux.sessions.find(session.name)).toEqual(session);
  });
});

test("a paste that races the end of its program is delivered or refused, and the server lives", async () => {
  await using fixture = await openThrowAwayTmux();
  const { tmux } = fixture;
  await tmux.options.set("global-window", "remain-on-exit", "on");
  for (let round = 0; round < times(20, 200); round += 1) {
    const { session } = await tmux.sessions.ensure({
      name: `r${String(round)}`,
      command: ["sh", "-c", `sleep 0.0${String(round % 10)}`],
    });
    const row = (await tmux.list(["session_id", "pane_id"])).find(
      (each) => each.session_id === session.id,
    );
    await tmux.panes
      .paste({ id: row?.pane_id ?? "%0", server: session.server }, "x\n")
      .catch((error: unknown) => {
        expect(isTmuxError(error, "PaneDead")).toBe(true);
      });
    expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch: session.server });
    await tmux.sessions.kill(session);
  }
});

test("the end of the last session leaves the server, with nothing in it", async () => {
  await repeat(times(3, 10), async ({ tmux }) => {
    const epoch = await tmux.server.start();
    await tmux.sessions.ensure({ name: "last", command: idle });
    expect(await tmux.sessions.kill("last")).toBe("killed");
    expect(await tmux.list(["session_name"])).toEqual([]);
    expect(await tmux.sessions.find("last")).toBeUndefined();
    expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch, sessions: 0 });
  });
});

test("shutdown ends a server that control clients sit in: live, stopped, or orphaned", async () => {
  await repeat(
    times(3, 20),
    async ({ tmux, env }, round) => {
      const epoch = await tmux.server.start();
      const control = openTmux(
        { socket: "throw-away" },
        { env, deadlineMs: HANG_MS, transport: "control", control: { riskOldServer: true } },
      );
      await control.run(["display-message", "-p", "x"]);
      const client = Number(await tmux.run(["list-clients", "-F", "#{client_pid}"]));
      if (round % 3 === 1) process.kill(client, "SIGSTOP");
      if (round % 3 === 2) process.kill(client, "SIGKILL");
      await tmux.server.shutdown(epoch);
      expect(processBirth(epoch.pid)).toBeUndefined();
      if (round % 3 === 1) process.kill(client, "SIGKILL");
      await control.close();
    },
    false,
  );
});

const skewed = process.env["TMUX_SKEWED"];
test.skipIf(!skewed)(
  "a client of another version is told, and the server's own binary helps",
  async () => {
    await using fixture = await openThrowAwayTmux({ binary: skewed ?? "" });
    const { session } = await fixture.tmux.sessions.ensure({ name: "a", command: idle });
    const other = openTmux({ socket: "throw-away" }, { env: fixture.env });
    const { pid } = session.server;
    await expect(other.list(["pid"])).rejects.toMatchObject({
      code: "VersionSkew",
      delivery: "not-sent",
    });
    expect(await other.server.probe()).toEqual({ state: "version-skew", pid });
    await expect(other.server.start()).rejects.toMatchObject({ code: "VersionSkew" });
    const own = openTmux(
      { socket: "throw-away" },
      { env: fixture.env, binary: `/proc/${String(pid)}/exe` },
    );
    expect(await own.sessions.find("a")).toEqual(session);
  },
);
if (!skewed)
  console.log(
    "not run: version skew; TMUX_SKEWED names no second tmux, of 3.6 or newer beside an older one",
  );
