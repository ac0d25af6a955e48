import { afterAll, beforeAll, expect, test } from "vitest";
import { openThrowAwayTmux, waitFor } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";
import type { Tmux } from "../tmux.js";
import { steps } from "./steps.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
});
afterAll(async () => await fixture.close());

const idle = ["cat", "-"];

test("each step has its own outcome, and one that fails stops no other", async () => {
  const outcomes = await tmux.batch([
    steps.create({ name: "one", command: idle, options: { "@a": "it's\n#{pid};" } }),
    steps.create({ name: "one", command: idle, options: { "@a": "never" } }),
    steps.ensure({ name: "one", command: idle, options: { "@a": "never" } }),
    steps.ensure({ name: "two", command: idle }),
    steps.find("two"),
    steps.find("tw"),
    steps.setOption("one", "@b", ";"),
    steps.setOption("on", "@b", "x"),
    steps.run(["display-message", "-p", "a\nb"]),
    steps.kill("two"),
    steps.kill("tw"),
  ]);
  const session = await tmux.sessions.find("one");
  const two = { id: "$1", name: "two" };
  expect(outcomes).toMatchObject([
    { status: "done", value: session },
    { status: "failed", error: { code: "DuplicateSession", delivery: "rejected" } },
    { status: "done", value: { session, created: false } },
    { status: "done", value: { session: two, created: true } },
    { status: "done", value: two },
    { status: "done", value: undefined },
    { status: "done", value: undefined },
    { status: "failed", error: { code: "NoSuchSession", delivery: "rejected" } },
    { status: "done", value: "a\nb\n" },
    { status: "done", value: "killed" },
    { status: "done", value: "absent" },
  ]);
  expect(await tmux.options.get({ session: "one" }, "@a")).toBe("it's\n#{pid};");
  expect(await tmux.options.get({ session: "one" }, "@b")).toBe(";");
});

test("a step that broke off half way says that it took effect", async () => {
  const [made] = await tmux.batch([
    steps.create({ name: "half", command: idle, windowName: "w", size: { width: 80, height: 24 } }),
  ]);
  expect(made.status).toBe("done");
  const [both] = await tmux.batch([
    {
      plan: () => ({
        shown: ["two commands"],
        lines: [
          [
            ["set-option", "-g", "@half", "1"],
            ["has-session", "-t", "=none:"],
          ],
        ],
        read: ([line]) => {
          if (line?.error) throw line.error;
        },
      }),
    },
  ]);
  expect(both).toMatchObject({
    status: "failed",
    error: { code: "NoSuchSession", delivery: "applied" },
  });
  expect(await tmux.options.get("global", "@half")).toBe("1");
});

test("steps on panes are guarded as the verbs are", async () => {
  const { session } = await tmux.sessions.ensure({ name: "pane", command: idle });
  const row = (await tmux.list(["pane_id", "session_id"])).find(
    (each) => each.session_id === session.id,
  );
  const pane = { id: row?.pane_id ?? "%0", server: session.server };
  const gone = { ...pane, id: "%4242" as const };
  const stale = { ...pane, server: { ...pane.server, startTime: pane.server.startTime - 1 } };
  const [typed, ...refused] = await tmux.batch([
    steps.keys(pane, "it's; #{pid}", "Enter"),
    steps.keys(gone, "x"),
    steps.capture(stale),
  ]);
  expect(typed).toEqual({ status: "done", value: undefined });
  expect(refused).toMatchObject([
    { status: "failed", error: { code: "NoSuchPane", delivery: "rejected" } },
    { status: "failed", error: { code: "StaleReference", delivery: "rejected" } },
  ]);
  await waitFor(
    async () => {
      const [seen] = await tmux.batch([steps.capture(pane)]);
      return seen.status === "done" && seen.value.includes("it's; #{pid}\nit's; #{pid}");
    },
    { what: "the echo" },
  );
});

test("a look tells the text, the cursor and the history of one moment", async () => {
  const command = ["sh", "-c", "seq 30; printf 'a: '; sleep 1000"];
  const { session } = await tmux.sessions.ensure({ name: "look", command });
  const rows = await tmux.list(["session_id", "pane_id", "pid", "start_time", "pane_height"]);
  const row = rows.find((each) => each.session_id === session.id);
  if (row === undefined) throw new Error("no pane");
  const pane = { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } };
  const seen = await waitFor(
    async () => {
      const [look] = await tmux.batch([steps.look(pane)]);
      return look.status === "done" && look.value.text.includes("a:") && look.value;
    },
    { what: "its last line" },
  );
  expect(seen).toMatchObject({
    text: expect.stringMatching(/^\d+\n(.*\n)*30\na:/) as string,
    cursor: { visible: true, x: 3, y: row.pane_height - 1 },
    history: 31 - row.pane_height,
  });
  expect(seen.historyLimit).toBeGreaterThan(100);
});

test("a message of several lines is not taken for that of another step", async () => {
  await tmux.sessions.ensure({ name: "there", command: idle });
  const outcomes = await tmux.batch([
    steps.run(["show-options", "-g", "a\nb"]),
    steps.create({ name: "there", command: idle }),
    steps.ensure({ name: "there", command: idle }),
    steps.kill("not-there"),
  ]);
  expect(outcomes).toMatchObject([
    { status: "failed", error: { code: "UnknownOption", stderr: "invalid option: a\nb" } },
    { status: "failed", error: { code: "DuplicateSession" } },
    { status: "done", value: { created: false } },
    { status: "done", value: "absent" },
  ]);
  // Where it cannot be told apart, nobody gets the code of another.
  const [forged, absent] = await tmux.batch([
    steps.run(["show-options", "-g", "a\nduplicate session: b"]),
    steps.kill("not-there"),
  ]);
  expect(forged).toMatchObject({ status: "failed", error: { code: "Command" } });
  expect(absent).toMatchObject({ status: "failed", error: { code: "Command" } });
});

test("what cannot be sent throws, and nothing is done", async () => {
  await expect(
    tmux.batch([
      steps.create({ name: "never", command: idle }),
      steps.run(["set-option", "-g", "@x", "\0"]),
    ]),
  ).rejects.toMatchObject({ code: "InvalidArgument", delivery: "not-sent" });
  const pane = { id: "%0", server: { pid: 4242, startTime: 1 } } as const;
  for (const wrong of [
    steps.keys(pane),
    steps.keys(pane, "\0"),
    steps.capture(pane, { scrollback: -1 }),
  ]) {
    await expect(tmux.batch([wrong])).rejects.toMatchObject({ code: "InvalidArgument" });
  }
  const glob: string = ["ag", "*"].join("");
  await expect(tmux.batch([steps.kill(glob)])).rejects.toMatchObject({
    code: "InvalidName",
  });
  // A flag that this tmux lacks makes it refuse the whole text.
  await expect(
    tmux.batch([
      steps.create({ name: "never", command: idle }),
      { plan: () => ({ shown: ["x"], lines: [[["list-panes", "-Y"]]], read: () => undefined }) },
    ]),
  ).rejects.toMatchObject({ delivery: "not-sent" });
  expect(await tmux.sessions.find("never")).toBeUndefined();
  expect(await tmux.batch([])).toEqual([]);
  const none = openTmux({ socket: "none" }, { env: fixture.env });
  await expect(none.batch([steps.find("a")])).rejects.toMatchObject({
    code: "ServerAbsent",
    delivery: "not-sent",
  });
});

test("a server that is killed on the way leaves what is known, and unknown", async () => {
  let known: string[] = [];
  // The kill may come before the first answer was sent.
  for (let round = 0; round < 10 && known[0] !== "done"; round += 1) {
    await using other = await openThrowAwayTmux();
    const { session } = await other.tmux.sessions.ensure({ name: "a", command: idle });
    const end = {
      plan: () => ({
        shown: ["x"],
        lines: [[["run-shell", `kill -9 ${String(session.server.pid)}`]]],
        read: () => undefined,
      }),
    };
    const outcomes = await other.tmux.batch([steps.find("a"), end, steps.find("a")]);
    known = outcomes.map(({ status }) => status);
    expect(known.slice(1)).toEqual(["unknown", "unknown"]);
  }
  expect(known[0]).toBe("done");
});

test("five hundred at once, in one call", async () => {
  const names = Array.from({ length: 500 }, (_, index) => `many-${String(index)}`);
  const set = await tmux.batch(
    names.map((name) => steps.run(["set-option", "-g", `@${name}`, name])),
  );
  expect(set.every((outcome) => outcome.status === "done")).toBe(true);
  expect(await tmux.options.get("global", "@many-499")).toBe("many-499");
});
