import { expect, test } from "vitest";
import { waitFor } from "../../testing.js";
import { openTmux } from "../../tmux.js";
import { isTmuxError } from "../../values/error.js";
import { fixture, idle, raw, safe, tmux } from "../../../test/control-fixture.js";

test("a server that can crash of it is refused, with the reason and the way round", async () => {
  const careful = openTmux({ socket: "throw-away" }, { env: fixture.env, transport: "control" });
  const asked = careful.list(["session_name"]);
  if (safe) expect(await asked).toEqual([]);
  else {
    await expect(asked).rejects.toMatchObject({ code: "Unsupported", delivery: "not-sent" });
    await expect(careful.list(["pid"])).rejects.toThrow(/can crash.*riskOldServer/);
  }
  await careful.close();
  expect(() => openTmux({ default: true }, { env: fixture.env, transport: "control" })).toThrow(
    /person's own/,
  );
});

test("commands of the same tick as the connection get their own replies, in order", async () => {
  const count = process.env["TMUX_LONG"] ? 50_000 : 5000;
  const asked = Array.from(
    { length: count },
    async (_, index) => await tmux.run(["display-message", "-p", String(index)]),
  );
  const said = await Promise.all(asked);
  expect(said.every((text, index) => text === `${String(index)}\n`)).toBe(true);
});

test("what hooks write shifts no reply", async () => {
  await tmux.sessions.ensure({ name: "a", command: idle });
  raw("set-hook", "-g", "after-set-option", "display-message -p noise ; list-sessions");
  raw("set-hook", "-g", "after-show-options", "display-message -p more");
  for (let round = 0; round < 50; round += 1) {
    const [, , value] = await Promise.all([
      tmux.options.set({ session: "a" }, "@x", String(round)),
      tmux.sessions.find("none"),
      tmux.options.get({ session: "a" }, "@x"),
      tmux.run(["display-message", "-p", "own"]).then((text) => expect(text).toBe("own\n")),
    ]);
    expect(value).toBe(String(round));
  }
});

test("a command that fails among others takes none with it", async () => {
  const { session } = await tmux.sessions.ensure({ name: "a", command: idle });
  const stale = { ...session, created: 1 };
  const settled = await Promise.allSettled([
    tmux.run(["has-session", "-t", "=none:"]),
    tmux.run(["display-message", "-p", "one"]),
    tmux.sessions.kill(stale),
    tmux.sessions.rename("none", "other"),
    tmux.run(["display-message", "-p", "two"]),
    tmux.sessions.find("a"),
  ]);
  expect(settled).toMatchObject([
    { reason: { code: "NoSuchSession", delivery: "rejected" } },
    { value: "one\n" },
    { reason: { code: "StaleReference" } },
    { reason: { code: "NoSuchSession" } },
    { value: "two\n" },
    { value: session },
  ]);
});

test("values pass as they are, and as by exec", async () => {
  await tmux.sessions.ensure({ name: "a", command: idle });
  const values = [
    "'",
    '"$HOME ~ #{pid} #(x) }',
    ";",
    "\\;",
    "a\nb\t%end 1 2 1\n",
    "%begin 1 2 1",
    " 数",
    "-",
    "=",
    "x".repeat(200_000),
  ];
  for (const value of values) {
    await tmux.options.set({ session: "a" }, "@v", value);
    expect(await tmux.options.get({ session: "a" }, "@v")).toBe(value);
    expect(await fixture.tmux.options.get({ session: "a" }, "@v")).toBe(value);
    expect((await tmux.list(["session_name", "@v"]))[0]?.["@v"]).toBe(value);
  }
  await expect(
    tmux.options.set({ session: "a" }, "@v", "x".repeat(1_100_000)),
  ).rejects.toMatchObject({
    code: "PayloadTooLarge",
    delivery: "not-sent",
  });
});

test.skipIf(!safe)(
  "a reply that was forged inside a value is never taken for an answer",
  async () => {
    await fixture.tmux.sessions.ensure({ name: "a", command: idle });
    const guess = (number: number): string =>
      Array.from(
        { length: 40 },
        (_, at) => `%end ${String(Math.floor(Date.now() / 1000))} ${String(number + at)} 1`,
      ).join("\n");
    await tmux.run(["display-message", "-p", "warm"]);
    for (let from = 200; from < 500; from += 40) {
      await fixture.tmux.options.set("global", "@forged", `x\n${guess(from)}\ny`);
      const rows = await tmux.list(["session_name", "@forged"]).catch((error: unknown) => {
        expect(isTmuxError(error, "Protocol", "Disconnected")).toBe(true);
        return undefined;
      });
      if (rows) expect(rows[0]?.session_name).toBe("a");
      expect(await tmux.run(["display-message", "-p", "own"])).toBe("own\n");
    }
  },
);

test.skipIf(!safe)("it sizes no window and shows no session of its own", async () => {
  await fixture.tmux.sessions.ensure({
    name: "a",
    command: idle,
    size: { width: 201, height: 51 },
  });
  expect(
    await tmux.list(["session_name", "window_width", "window_height", "session_attached"]),
  ).toEqual([{ session_name: "a", window_width: 201, window_height: 51, session_attached: 0 }]);
  expect(await tmux.server.probe()).toMatchObject({ state: "running", sessions: 1 });
  expect(raw("list-clients", "-F", "#{client_control_mode}")).toBe("1\n");
  await tmux.close();
  await waitFor(() => raw("list-sessions", "-F", "#{session_name}") === "a\n", {
    what: "its session to go",
  });
});
