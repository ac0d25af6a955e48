import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("an agent's unit", () => {
  let fleet: UnitFleet;
  let sleeper: string;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    sleeper = fleet.program("sleeper", "exec sleep 1000");
    for (const name of ["a", "b", "cod", "coder"])
      fleet.agent(name, { MOSAIC_AGENT_COMMAND: sleeper });
    await fleet.control("start", "a", "b");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  const sessions = async (): Promise<string[]> =>
    (await fleet.tmux("list-sessions", "-F", "#S")).split("\n").filter(Boolean).sort();
  /** Processes of the sandbox whose command line begins so. */
  const count = async (text: string): Promise<number> =>
    (await fleet.shell("ps -A -o args=")).split("\n").filter((line) => line.startsWith(text))
      .length;

  const startOnce = async (command: string): Promise<string> => {
    const name = `ends-${command.replaceAll(/\W+/g, "-").replace(/-$/, "").toLowerCase()}`;
    fleet.agent(name, { MOSAIC_AGENT_COMMAND: fleet.program(name, command) });
    await fleet.shell(
      `mkdir -p "$1" && printf '[Service]\\nRestart=no\\n' > "$1/70.conf" && systemctl --user daemon-reload`,
      `${fleet.home}/.config/systemd/user/mosaic-agent@${name}.service.d`,
    );
    await fleet.attempt("start", name);
    return name;
  };

  test("the manual sequence brings the canary up", async () => {
    await fleet.control("start", "mosaic-tmux-holder.service");
    await fleet.control("start", "canary");
    expect(await sessions()).toContain("canary");
    await waitFor(
      async () =>
        (await fleet.tmux("capture-pane", "-p", "-t", "=canary:")).includes("This is canary"),
      { what: "the canary's first line" },
    );
    expect(await fleet.facts("canary")).toMatchObject({
      ActiveState: "active",
      StatusText: `runs: session canary on socket mosaic-fleet, pane half ${await fleet.pane("canary")}`,
    });
    await fleet.control("stop", "canary");
    expect(await fleet.facts("canary")).toMatchObject({
      ActiveState: "inactive",
      Result: "success",
    });
  });

  test("each cgroup holds its own: supervisor, pane half and agent; the holder's only the server", async () => {
    const members = await fleet.settled("a");
    expect(members).toHaveLength(3);
    expect(members).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/start-agent-session\.sh a$/),
        expect.stringMatching(/--pane \/run\/user\/0\/mosaic-fleet\/agents\/a unit \d+$/),
        "sleep 1000",
      ]),
    );
    expect(await fleet.members("holder")).toEqual([
      expect.stringMatching(/^tmux -D -L mosaic-fleet/),
    ]);
  });

  test("a session killed by hand comes back with 75 told, its neighbour untouched", async () => {
    const [a, b, pane] = [await fleet.facts("a"), await fleet.facts("b"), await fleet.pane("b")];
    await fleet.tmux("kill-session", "-t", "=a:");
    const now = await fleet.restarted("a", a);
    expect(Number(now.NRestarts)).toBe(Number(a.NRestarts) + 1);
    expect(fleet.read(".local/state/mosaic/fleet/sessions/mosaic-fleet/a")).toMatch(
      /^state=inactive\nrestarts=0\nstatus=75\nended=\nstrays=\d+\npane=\d+\n$/,
    );
    expect(await fleet.facts("b")).toEqual(b);
    expect(await fleet.pane("b")).toBe(pane);
  });

  test("the death of the pane half, and of the supervisor, brings that agent back, once", async () => {
    const b = await fleet.facts("b");
    let a = await fleet.facts("a");
    await fleet.shell('kill -9 "$1"', await fleet.pane("a"));
    a = await fleet.restarted("a", a);
    await fleet.shell('kill -9 "$1"', a.MainPID);
    a = await fleet.restarted("a", a);
    expect(await fleet.settled("a")).toHaveLength(3);
    expect(await fleet.facts("b")).toEqual(b);
    expect(await count("/bin/sh " + fleet.home)).toBe(4);
  });

  test("a killed server comes back with every agent, each with one process tree", async () => {
    const [holder, a, b] = [
      await fleet.facts("holder"),
      await fleet.facts("a"),
      await fleet.facts("b"),
    ];
    await fleet.shell('kill -9 "$1"', holder.MainPID);
    await fleet.restarted("holder", holder);
    await fleet.restarted("a", a);
    await fleet.restarted("b", b);
    await waitFor(async () => (await count("sleep 1000")) === 2, { what: "two agents" });
    expect(await sessions()).toEqual(["a", "b"]);
    for (const name of ["a", "b"]) expect(await fleet.settled(name)).toHaveLength(3);
  });

  test("a restart of the holder brings back what ran, and leaves alone what was stopped", async () => {
    await fleet.control("stop", "b");
    const a = await fleet.facts("a");
    await fleet.control("restart", "holder");
    await fleet.restarted("a", a);
    expect(await fleet.facts("b")).toMatchObject({ ActiveState: "inactive" });
    await fleet.control("stop", "holder");
    expect(await fleet.facts("a")).toMatchObject({ ActiveState: "inactive", Result: "success" });
    await fleet.control("start", "a", "b");
  });

  test("a polite agent gets TERM and its time", async () => {
    const body = `trap 'sleep 0.3; echo saved > "$HOME/saved"; exit 4' TERM; echo > "$HOME/armed"; while :; do sleep 1000 & wait; done`;
    fleet.agent("polite", { MOSAIC_AGENT_COMMAND: fleet.program("polite", body) });
    await fleet.control("start", "polite");
    await waitFor(() => fleet.read("armed"), { what: "the trap" });
    await fleet.control("stop", "polite");
    expect(fleet.read("saved")).toBe("saved\n");
    expect(await fleet.facts("polite")).toMatchObject({
      ActiveState: "inactive",
      Result: "success",
    });
    expect(fleet.read(".local/state/mosaic/fleet/sessions/mosaic-fleet/polite")).toContain(
      "status=4\n",
    );
  });

  test("an immune agent with an immune stray in a session of its own is gone, and the stop is a success", async () => {
    const body = `trap '' TERM HUP INT; setsid sh -c 'trap "" TERM HUP; while :; do sleep 3333; done' &\necho > "$HOME/immune"; while :; do sleep 3334; done`;
    fleet.agent("immune", {
      MOSAIC_AGENT_COMMAND: fleet.program("immune", body),
      MOSAIC_STOP_GRACE: "1",
    });
    await fleet.control("start", "immune");
    await waitFor(
      async () => (await count("sleep 3333")) === 1 && (await count("sleep 3334")) === 1,
      {
        what: "agent and stray",
      },
    );
    await fleet.control("stop", "immune");
    expect(await fleet.facts("immune")).toMatchObject({
      ActiveState: "inactive",
      Result: "success",
    });
    expect(await count("sleep 333")).toBe(0);
    expect(await sessions()).not.toContain("immune");
  });

  test("stop while activating ends inactive", async () => {
    // A stopped server keeps it from getting any further
    const server = (await fleet.facts("holder")).MainPID;
    await fleet.shell('kill -STOP "$1"', server);
    await fleet.control("start", "--no-block", "cod");
    await fleet.until("cod", { ActiveState: "activating" });
    await waitFor(async () => (await count("tmux -u -N -L mosaic-fleet new-session")) > 0, {
      what: "the call of tmux",
    });
    const stop = fleet.attempt("stop", "cod");
    await fleet.until("cod", { ActiveState: "deactivating" });
    await fleet.shell('kill -CONT "$1"', server);
    expect(await stop).toMatchObject({ exitCode: 0 });
    expect(await fleet.facts("cod")).toMatchObject({ ActiveState: "inactive", Result: "success" });
    await waitFor(async () => !(await sessions()).includes("cod"), { what: "its session to end" });
  });

  test("to stop `cod` is not to stop `coder`", async () => {
    await fleet.control("start", "cod", "coder");
    const coder = await fleet.facts("coder");
    await fleet.control("stop", "cod");
    expect(await fleet.facts("coder")).toEqual(coder);
    expect(await sessions()).toContain("coder");
    await fleet.control("stop", "coder");
  });

  test.each([
    [
      "exit 3",
      { ExecMainStatus: "3", ExecMainCode: "1", Result: "exit-code", ActiveState: "failed" },
    ],
    [
      "exit 78",
      { ExecMainStatus: "78", ExecMainCode: "1", Result: "exit-code", ActiveState: "failed" },
    ],
    [
      "exit 147",
      { ExecMainStatus: "147", ExecMainCode: "1", Result: "exit-code", ActiveState: "failed" },
    ],
    // The manager makes its services ignore PIPE, so the supervisor can only tell the number
    [
      "kill -PIPE $$",
      { ExecMainStatus: "141", ExecMainCode: "1", Result: "exit-code", ActiveState: "failed" },
    ],
    ["kill -SEGV $$", { ExecMainStatus: "11", Result: "core-dump", ActiveState: "failed" }],
    [
      "kill -KILL $$",
      { ExecMainStatus: "9", ExecMainCode: "2", Result: "signal", ActiveState: "failed" },
    ],
  ])("an agent's `%s` is the unit's", async (command, wanted) => {
    const name = await startOnce(command);
    const { Result, ...rest } = wanted;
    const found = await fleet.until(name, rest);
    // Whether a core may be dumped is the machine's matter
    expect([Result, Result.replace("core-dump", "signal")]).toContain(found.Result);
    expect(await sessions()).not.toContain(name);
  });

  test.each([
    ["exit 0", "0"],
    ["kill -TERM $$", "143"],
  ])(
    "a clean end, `%s`, leaves the unit inactive and its status in the record",
    async (command, status) => {
      const name = await startOnce(command);
      await waitFor(() => fleet.read(`.local/state/mosaic/fleet/sessions/mosaic-fleet/${name}`), {
        what: "the record",
      });
      await fleet.until(name, { ActiveState: "inactive", Result: "success" });
      expect(fleet.read(`.local/state/mosaic/fleet/sessions/mosaic-fleet/${name}`)).toContain(
        `status=${status}\n`,
      );
    },
  );

  test("what an agent last said is kept, for its session is gone", async () => {
    const name = await startOnce("echo 'cannot reach the $HOME of it'; exit 3");
    await fleet.until(name, { ActiveState: "failed" });
    const record = `.local/state/mosaic/fleet/sessions/mosaic-fleet/${name}`;
    expect(fleet.read(`${record}.screen`)).toMatch(/^cannot reach the \$HOME of it\n/);
    expect(await fleet.shell('stat -c %a "$HOME/$1"', `${record}.screen`)).toBe("600");
  });

  test("its end and its stop take along what a person opened in the session, and nothing else", async () => {
    fleet.agent("shared", { MOSAIC_AGENT_COMMAND: fleet.program("shared", "exec sleep 1000") });
    const marked = async (): Promise<void> => {
      const look = 'ls "$XDG_RUNTIME_DIR/mosaic-fleet/agents/shared"';
      await waitFor(async () => (await fleet.shell(look)).includes("life.shared"), {
        what: "the second pane to be noted",
      });
    };
    await fleet.control("start", "shared");
    await fleet.tmux("new-window", "-d", "-t", "=shared:", "exec sleep 2001");
    await fleet.tmux("split-window", "-d", "-t", "=shared:", "exec sleep 2002");
    await fleet.tmux("new-session", "-d", "-s", "theirs", "exec sleep 2003");
    await marked();
    await fleet.control("stop", "shared");
    expect(await sessions()).not.toContain("shared");
    expect(await sessions()).toContain("theirs");

    await fleet.control("start", "shared");
    const before = await fleet.facts("shared");
    await fleet.tmux("new-window", "-d", "-t", "=shared:", "exec sleep 2001");
    await marked();
    await fleet.shell('pkill -KILL -P "$1"', await fleet.pane("shared"));
    await fleet.restarted("shared", before);
    expect(await fleet.shell("pgrep -fc 'sleep 200[12]' || :")).toBe("0");
    await fleet.control("stop", "shared");
    await fleet.tmux("kill-session", "-t", "=theirs:");
  });

  test("a stop while the server is stopped ends in its time, as a success", async () => {
    fleet.agent("frozen", { MOSAIC_AGENT_COMMAND: fleet.program("frozen", "exec sleep 1000") });
    await fleet.control("start", "frozen");
    const server = await fleet.tmux("display-message", "-p", "#{pid}");
    await fleet.shell('kill -STOP "$1"', server);
    await fleet.control("stop", "frozen");
    await fleet.shell('kill -CONT "$1"', server);
    expect(await fleet.facts("frozen")).toMatchObject({
      ActiveState: "inactive",
      Result: "success",
    });
    await waitFor(async () => !(await sessions()).includes("frozen"), {
      what: "its session to end",
    });
  });

  test("exit 78 is not restarted, also under `always`", async () => {
    fleet.agent("broken", { MOSAIC_AGENT_COMMAND: fleet.program("broken", "exit 78") });
    await fleet.attempt("start", "broken");
    expect(await fleet.until("broken", { ActiveState: "failed" })).toMatchObject({
      NRestarts: "0",
    });
  });

  test("thirty starts, stops and restarts at once end as the last one says, with one pane", async () => {
    const loop =
      'i=0; while [ $i -lt 30 ]; do i=$((i+1)); systemctl --user start "$1" & systemctl --user $2 "$1" & done; wait';
    const unit = "mosaic-agent@cod.service";
    await fleet.shell(loop, unit, "stop");
    await fleet.control("stop", "cod");
    expect(await fleet.facts("cod")).toMatchObject({ ActiveState: "inactive", Result: "success" });
    expect(await sessions()).not.toContain("cod");
    expect(await fleet.shell('ls "$XDG_RUNTIME_DIR/mosaic-fleet/agents"')).not.toMatch(/^cod$/m);
    await fleet.shell(loop, unit, "restart");
    await fleet.control("start", "cod");
    expect(await fleet.facts("cod")).toMatchObject({ ActiveState: "active" });
    expect(await fleet.settled("cod")).toHaveLength(3);
    expect((await sessions()).filter((name) => name === "cod")).toHaveLength(1);
    await fleet.control("stop", "cod");
  });

  test("nothing of an agent is left in the runtime folder when it is stopped", async () => {
    await fleet.control("stop", "a", "b");
    expect(await fleet.shell('ls "$XDG_RUNTIME_DIR/mosaic-fleet/agents"')).toBe("");
    expect(await sessions()).toEqual([]);
  });
});
