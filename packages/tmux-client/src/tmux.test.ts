import { expect, test } from "vitest";
import { openThrowAwayTmux } from "./testing.js";
import { openTmux } from "./tmux.js";

test("an inherited $TMUX of another server leads nowhere", async () => {
  await using one = await openThrowAwayTmux();
  await using two = await openThrowAwayTmux();
  await two.tmux.sessions.ensure({ name: "in-two", command: ["cat"] });
  const env = { ...one.env, TMUX: `${two.tmux.socketPath},1,0`, TMUX_PANE: "%0" };
  expect(await openTmux({ socket: "throw-away" }, { env }).list(["session_name"])).toEqual([]);
  const person = openTmux({ default: true }, { env });
  expect(await person.server.probe()).toEqual({ state: "absent" });
  await expect(person.list(["session_name"])).rejects.toMatchObject({ code: "ServerAbsent" });
});

test("one server by name, by path, and behind a prefix", async () => {
  await using fixture = await openThrowAwayTmux();
  const { session } = await fixture.tmux.sessions.ensure({ name: "a", command: ["cat"] });
  const { env, tmux } = fixture;
  const byPath = openTmux({ path: tmux.socketPath }, { env: { PATH: env["PATH"] } });
  expect(await byPath.sessions.find("a")).toEqual(session);
  const prefixed = openTmux({ socket: "throw-away" }, { env, prefix: ["env", "-u", "HOME"] });
  expect(await prefixed.sessions.find("a")).toEqual(session);
  await prefixed.server.shutdown(session.server);
  const next = await prefixed.server.start();
  expect(await tmux.server.probe()).toMatchObject({ state: "running", epoch: next });
});

test("a deadline that no timer keeps is refused", () => {
  for (const deadlineMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => openTmux({ socket: "x" }, { deadlineMs })).toThrow(
      expect.objectContaining({ code: "InvalidArgument" }),
    );
  }
});

test("messages say what happened, to what, and what to do next", async () => {
  await using fixture = await openThrowAwayTmux({ start: false });
  const hide = (error: unknown): string =>
    String(error)
      .replaceAll(fixture.directory, "DIR")
      .replaceAll(/tmux-\d+\//g, "tmux-UID/");
  const { tmux } = fixture;
  const absent = await tmux.list(["pid"]).catch(hide);
  await tmux.server.start();
  const missing = await tmux.run(["list-windows", "-t", "=gone:"]).catch(hide);
  const guarded = await tmux.run(["kill-session"]).catch(hide);
  expect([absent, missing, guarded]).toMatchInlineSnapshot(`
    [
      "TmuxError: no tmux server answers on \`DIR/tmux-UID/throw-away\`; start one with \`server.start()\`, or name the socket of the one that runs",
      "TmuxError: \`tmux -u -N -S DIR/tmux-UID/throw-away list-windows -t =gone:\` failed: no current target; see what is there with \`list(["session_name"])\`",
      "TmuxError: \`kill-session\` without a target would pick some session: give \`-t =name:\`",
    ]
  `);
});
