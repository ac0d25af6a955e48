import { expect, test } from "vitest";
import { openThrowAwayTmux, waitFor } from "../testing.js";
import { openTmux } from "../tmux.js";

test("the argv for a terminal", () => {
  const tmux = openTmux(
    { socket: "x" },
    { env: {}, prefix: ["nsenter", "-t", "7"], binary: "/opt/tmux" },
  );
  expect(tmux.attachCommand("a")).toMatchInlineSnapshot(`
    {
      "args": [
        "-t",
        "7",
        "/opt/tmux",
        "-u",
        "-N",
        "-L",
        "x",
        "attach-session",
        "-E",
        "-t",
        "=a:",
      ],
      "file": "nsenter",
    }
  `);
  expect(tmux.attachCommand("a", { inside: true, readOnly: true }).args.slice(-5))
    .toMatchInlineSnapshot(`
    [
      "switch-client",
      "-E",
      "-r",
      "-t",
      "=a:",
    ]
  `);
  const server = { pid: 7, startTime: 7 };
  const of = (name: string): unknown =>
    tmux.attachCommand({ id: "$3", name, created: 7, server }).args.at(-1);
  expect([of("a"), of("a b")]).toEqual(["=a:", "$3"]);
  const glob: string = ["ag", "*"].join("");
  const pane = { id: "%5", server } as const;
  expect(tmux.attachCommand("a", { pane }).args.at(-1)).toBe("=a:.%5");
  expect(() => tmux.attachCommand(glob)).toThrow(expect.objectContaining({ code: "InvalidName" }));
});

test("a terminal shows the session of exactly that name, and moves within the server", async () => {
  await using shown = await openThrowAwayTmux();
  await using terminal = await openThrowAwayTmux();
  const attached = async (name: string): Promise<boolean> =>
    (await shown.tmux.list(["session_name", "session_attached"])).some(
      (row) => row.session_name === name && row.session_attached === 1,
    );
  await shown.tmux.sessions.ensure({ name: "agent-10", command: ["sh"] });
  await shown.tmux.sessions.ensure({ name: "other", command: ["sleep", "600"] });

  // The pane of one server is the terminal in which the other is attached; $TMUX would be refused.
  const { file, args } = shown.tmux.attachCommand("agent-10");
  const environment = { TMUX_TMPDIR: shown.directory };
  const command = ["env", "-u", "TMUX", file, ...args];
  await terminal.tmux.sessions.ensure({ name: "terminal", command, environment });
  await waitFor(async () => await attached("agent-10"), { what: "the session to be attached" });

  const inside = shown.tmux.attachCommand("other", { inside: true });
  const [row] = await shown.tmux.list(["pane_id", "pid", "start_time"]);
  if (!row) throw new Error("no pane");
  const pane = { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } };
  await shown.tmux.panes.keys(pane, [inside.file, ...inside.args].join(" "), "Enter");
  await waitFor(async () => await attached("other"), { what: "the client to move" });
  expect(await attached("agent-10")).toBe(false);

  const none = shown.tmux.attachCommand("agent-1");
  const failing = [
    "sh",
    "-c",
    '"$@"; echo "ended with $?"; sleep 600',
    "sh",
    "env",
    "-u",
    "TMUX",
    none.file,
    ...none.args,
  ];
  await terminal.tmux.sessions.ensure({ name: "prefix", command: failing, environment });
  const rows = await terminal.tmux.list(["session_name", "pane_id", "pid", "start_time"]);
  const prefix = rows.find((each) => each.session_name === "prefix");
  if (!prefix) throw new Error("no pane");
  const screen = { id: prefix.pane_id, server: { pid: prefix.pid, startTime: prefix.start_time } };
  await waitFor(async () => (await terminal.tmux.panes.capture(screen)).includes("ended with 1"), {
    what: "the refusal",
  });
});
