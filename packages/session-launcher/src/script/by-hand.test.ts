import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand, type ByHand } from "../../test/by-hand.js";

const uid = process.getuid?.() ?? -1;
const isRoot = uid === 0;
if (!isRoot)
  console.warn("skipped: the runtime folder of another user, for only root can make one");
const hasRuntime = statSync(`/run/user/${uid}`, { throwIfNoEntry: false })?.uid === uid;
if (hasRuntime) console.warn("skipped: the temporary directory, for /run/user/UID is there");

describe("start-agent-session.sh by hand", () => {
  let hand: ByHand;
  beforeAll(async () => {
    hand = await openByHand();
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());

  const pane = async (name: string): Promise<string> =>
    await hand.ask("display-message", "-p", "-t", `=${name}:`, "#{pane_pid}");
  const dump = (file: string): string =>
    hand.program(
      `dump-${file}`,
      `env -0 > "$HOME/${file}.part"; mv "$HOME/${file}.part" "$HOME/${file}"; exec sleep 1000`,
    );
  const dumped = async (file: string): Promise<Record<string, string>> => {
    const text = await waitFor(() => hand.read(file), { what: file });
    const entries = text.split("\0").filter(Boolean);
    return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s, 2) as [string, string]));
  };

  test("starts, and finds running what it started", async () => {
    expect(await hand.start("a", "sleep 1000")).toEqual({
      exitCode: 0,
      stdout: "started a",
      stderr: "",
    });
    const before = await pane("a");
    expect(await hand.start("a", "sleep 1")).toEqual({
      exitCode: 0,
      stdout: "running a",
      stderr: "",
    });
    expect(await pane("a")).toBe(before);
    // A person's second pane, now the active one, changes nothing
    await hand.ask("split-window", "-t", "=a:", "sleep 900");
    expect(await hand.start("a", "sleep 1")).toMatchObject({ stdout: "running a" });
    expect(hand.folders()).toHaveLength(1);
  });

  test("the agent's environment is the contract's list and nothing else of the caller", async () => {
    await hand.start("listed", dump("listed"), {
      MOSAIC_AGENT_RUNTIME: "command",
      DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere",
      LOGNAME: "somebody",
      LC_ALL: "C",
      DISPLAY: ":0",
      SSH_AUTH_SOCK: "/nowhere",
      MOSAIC_ROSTER_COMMAND: "false",
    });
    const env = await dumped("listed");
    expect(Object.keys(env).sort()).toEqual([
      "DBUS_SESSION_BUS_ADDRESS",
      "HOME",
      "LANG",
      "LOGNAME",
      "MOSAIC_AGENT_COMMAND",
      "MOSAIC_AGENT_RUNTIME",
      "MOSAIC_CHANNEL",
      "MOSAIC_RUN",
      "MOSAIC_TOOLS",
      "PATH",
      "PWD",
      "SHELL",
      "TERM",
      "TERM_PROGRAM",
      "TERM_PROGRAM_VERSION",
      "TMUX",
      "TMUX_PANE",
      "USER",
      "XDG_RUNTIME_DIR",
    ]);
    expect(env).toMatchObject({
      LANG: "C.UTF-8",
      SHELL: "/bin/sh",
      USER: "somebody",
      PWD: hand.home,
    });
    expect(env["PATH"]).toBe(hand.env["PATH"]);
  });

  test("the server is founded with a named few variables, and options from tmux.conf where there is one", async () => {
    const pid = await hand.ask("display-message", "-p", "#{pid}");
    const environ = await execa("tr", ["\\0", "\\n"], { inputFile: `/proc/${pid}/environ` });
    expect(
      environ.stdout
        .split("\n")
        .map((line) => line.replace(/=.*/, ""))
        .sort(),
    ).toEqual([
      "DBUS_SESSION_BUS_ADDRESS",
      "HOME",
      "LANG",
      "LOGNAME",
      "PATH",
      "SHELL",
      "TMUX_TMPDIR",
      "USER",
      "XDG_RUNTIME_DIR",
    ]);
    // Its own bus leads nowhere, and no pane has that
    expect(environ.stdout).toMatch(/^DBUS_SESSION_BUS_ADDRESS=unix:path=\/dev\/null$/m);
    expect(await hand.ask("show-environment", "-g", "DBUS_SESSION_BUS_ADDRESS")).toBe(
      "-DBUS_SESSION_BUS_ADDRESS",
    );
    const record = hand.read("../run/mosaic-fleet/servers/mosaic-fleet");
    expect(record).toMatch(
      new RegExp(`^${pid} \\d+ hand ${hand.directory}/tmux-\\d+/mosaic-fleet\n$`),
    );
    expect(await hand.ask("show-options", "-s", "exit-empty")).toBe("exit-empty off");
  });

  test("a name that names no unit, session and file alike is refused", async () => {
    for (const name of [
      "a.b",
      "a/b",
      "../a",
      "Upper",
      "-a",
      "_a",
      "a b",
      "a:b",
      "é",
      "",
      "x".repeat(64),
    ]) {
      const { exitCode, stderr } = await hand.run([name]);
      expect([name, exitCode]).toEqual([name, 78]);
      expect(stderr).toMatch(/agent name/);
    }
    expect((await hand.run([])).exitCode).toBe(78);
    expect((await hand.run(["a", "b"])).exitCode).toBe(78);
    expect((await hand.run(["--nonsense"])).exitCode).toBe(78);
    expect((await hand.run(["--environment"])).exitCode).toBe(78);
    expect((await hand.run(["--restart", "sometimes:1:2:3", "a"])).exitCode).toBe(78);
    expect((await hand.run(["--restart", "always:1:x:3", "a"])).exitCode).toBe(78);
    expect((await hand.run(["--restart", "always:1:2", "a"])).exitCode).toBe(78);
    expect((await hand.run(["--restart", "always:1:2:9999999999999", "a"])).exitCode).toBe(78);
    const long = "x".repeat(63);
    expect(await hand.start(long, "sleep 1000")).toMatchObject({ stdout: `started ${long}` });
  });

  describe("agents/NAME.env", () => {
    test("is read row by row as systemd does", async () => {
      hand.envFile(
        "rows",
        [
          "# a comment",
          "  ; another",
          "",
          "PLAIN=x y",
          "  BLANKS \t=  in  between \t ",
          "EMPTY=",
          "SINGLE='it $HOME \\ \"so\" '",
          "DOUBLE=\"with # and 'quotes' \"",
          "EMPTY_SINGLE=''",
          'EMPTY_DOUBLE=""',
          "HASH=x # not a comment",
          "DOLLAR=$HOME/`id`/%h",
          "INNER=a\"b'c",
          "EQUALS=a=b",
          "CR=windows\r",
          "TWICE=1",
          "TWICE=2",
          "NAME=é",
          "scratch=/",
          "dir=/",
          "name=other",
          "MOSAIC_AGENT_WORKDIR=$HOME/work",
          `MOSAIC_AGENT_COMMAND=${dump("rows")}`,
        ].join("\n"),
      );
      mkdirSync(join(hand.home, "work"));
      expect(await hand.run(["rows"])).toMatchObject({ exitCode: 0, stderr: "" });
      expect(await dumped("rows")).toMatchObject({
        PLAIN: "x y",
        BLANKS: "in  between",
        EMPTY: "",
        SINGLE: 'it $HOME \\ "so" ',
        DOUBLE: "with # and 'quotes' ",
        EMPTY_SINGLE: "",
        EMPTY_DOUBLE: "",
        HASH: "x # not a comment",
        DOLLAR: "$HOME/`id`/%h",
        INNER: "a\"b'c",
        EQUALS: "a=b",
        CR: "windows",
        TWICE: "2",
        NAME: "é",
        scratch: "/",
        dir: "/",
        name: "other",
        PWD: join(hand.home, "work"),
      });
    });

    test.each([
      ["export A=1", "what stands before `=` is no name"],
      ["A B=1", "what stands before `=` is no name"],
      ["1A=1", "what stands before `=` is no name"],
      ["A-B=1", "what stands before `=` is no name"],
      ["=1", "what stands before `=` is no name"],
      ["\u{feff}A=1", "is no name"],
      ["word", "no `=`"],
      ["MOSAIC_CHANNEL=/elsewhere", "MOSAIC_CHANNEL is set by the launcher: remove the line"],
      ["MOSAIC_ROSTER_RESUME=x", "is set by the launcher"],
      ["MOSAIC_TRANSCRIPT=off", "is set by the launcher"],
      ["MOSAIC_ON_QUOTA=resume", "is set by the launcher"],
      ["A='open", "only a plain value"],
      ['A="open', "only a plain value"],
      ["A='", "only a plain value"],
      ["A='a'b'", "only a plain value"],
      ['A="a"b"', "only a plain value"],
      ['A="one" two', "only a plain value"],
      ['A="a\\$b"', "only a plain value"],
      ['A="$HOME"', "only a plain value"],
      ['A="`id`"', "only a plain value"],
      ["A=a\\ b", "only a plain value"],
      ["A=goes on\\", "only a plain value"],
    ])("`%s` is refused with file and line", async (row, said) => {
      const file = hand.envFile("refused", `# first\n\nOK=1\n${row}\n`);
      const { exitCode, stderr } = await hand.run(["refused"]);
      expect(exitCode).toBe(78);
      expect(stderr).toContain(`${file}:4: `);
      expect(stderr).toContain(said);
      expect(hand.folders().filter((name) => name.startsWith("refused."))).toEqual([]);
    });

    test.each([
      ["AbCd/Q7x+SECRET==", {}, 78],
      ["export A_SECRET=SECRET", {}, 78],
      ["OK=1", { MOSAIC_AGENT_WORKDIR: "src\nA_TOKEN=SECRET" }, 78],
      ["OK=1", { MOSAIC_AGENT_WORKDIR: "/nowhereA_TOKEN=SECRET" }, 66],
      ["OK=1", { MOSAIC_AGENT_RUNTIME: "x\nA_TOKEN=SECRET", MOSAIC_AGENT_COMMAND: "" }, 78],
      ["OK=1", { MOSAIC_AGENT_COMMAND: "A_TOKEN=SECRET sleep 1" }, 72],
      ["OK=1", { MOSAIC_TMUX_SOCKET: "x\nA_TOKEN=SECRET" }, 78],
    ])("no secret is shown: %j %j", async (row, env, code) => {
      hand.envFile("hidden", `${row}\n`);
      const { exitCode, stdout, stderr } = await hand.start("hidden", "sleep 1000", env);
      expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: "" });
      expect(stderr).toMatch(/^start-agent-session\.sh: .+$/);
      expect(stderr).not.toContain("SECRET");
    });

    test("a folder in its place is refused, a missing one is none", async () => {
      mkdirSync(join(hand.home, ".config/mosaic/fleet/agents/folder.env"), { recursive: true });
      expect(await hand.run(["folder"])).toMatchObject({
        exitCode: 78,
        stderr: expect.stringContaining("is not a readable file") as string,
      });
    });
  });

  test("--environment gives the whole environment, byte for byte, and takes the file away", async () => {
    const file = join(hand.runtime, "given");
    const command = dump("given-out");
    writeFileSync(
      file,
      Buffer.concat([
        Buffer.from(
          `export MOSAIC_AGENT_COMMAND='${command}'\nexport PATH='/usr/bin:/bin'\nexport HOME='${hand.home}'\nexport ODD='q'\\''u"o$t\n\\ `,
        ),
        Buffer.from([0xff, 0xfe, 0x01]),
        Buffer.from("'\n"),
      ]),
    );
    expect(
      await hand.run(["--environment", file, "given"], { MOSAIC_AGENT_COMMAND: "false" }),
    ).toMatchObject({ stdout: "started given" });
    await dumped("given-out");
    const { stdout } = await execa("cat", [join(hand.home, "given-out")], { encoding: "latin1" });
    expect(stdout.split("\0")).toContain("ODD=q'u\"o$t\n\\ \u00ff\u00fe\u0001");
    expect(hand.read("../run/given")).toBeUndefined();
    expect((await hand.run(["--environment", file, "given2"])).exitCode).toBe(73);
  });

  test("twenty starts at once make one session; the others find it running", async () => {
    const runs = await Promise.all(
      Array.from({ length: 20 }, async () => await hand.start("many", "sleep 1000")),
    );
    const said = runs.map(({ stdout, stderr }) => stdout + stderr).sort();
    expect(said).toEqual([...Array.from({ length: 19 }, () => "running many"), "started many"]);
    expect(hand.folders().filter((name) => name.startsWith("many."))).toHaveLength(1);
  });

  test("a foreign session of that name is refused and untouched", async () => {
    await hand.ask("new-session", "-d", "-s", "theirs", "sleep 1000");
    const before = await pane("theirs");
    const { exitCode, stderr } = await hand.start("theirs", "sleep 1");
    expect([exitCode, stderr]).toEqual([
      78,
      expect.stringContaining("was not started by Mosaic Fleet: rename it"),
    ]);
    expect(await pane("theirs")).toBe(before);
  });

  test("a session whose pane half was killed is replaced, and what it left is cleared", async () => {
    await hand.start("killed", "sleep 1000");
    await hand.ask("new-window", "-t", "=killed:", "sleep 901");
    const [old] = hand.folders().filter((name) => name.startsWith("killed."));
    const panes = await hand.ask("list-panes", "-s", "-t", "=killed:", "-F", "#{pane_pid}");
    const half = Number(panes.split("\n")[0]);
    // 0 would be ourselves
    expect(half).toBeGreaterThan(1);
    process.kill(half, "SIGKILL");
    await waitFor(
      async () =>
        (await hand.ask("list-panes", "-s", "-t", "=killed:", "-F", "#{pane_pid}")).split("\n")
          .length === 1,
      { what: "the pane to go" },
    );
    expect(await hand.start("killed", "sleep 1000")).toMatchObject({ stdout: "started killed" });
    const now = hand.folders().filter((name) => name.startsWith("killed."));
    expect(now).toHaveLength(1);
    expect(now[0]).not.toBe(old);
  });

  test("the canary answers each line", async () => {
    expect(await hand.run(["tweety"])).toMatchObject({ stdout: "started tweety" });
    const screen = async (): Promise<string> =>
      await hand.ask("capture-pane", "-p", "-t", "=tweety:");
    await waitFor(async () => (await screen()).includes("This is tweety"), {
      what: "its greeting",
    });
    await hand.ask("send-keys", "-t", "=tweety:", "hello", "Enter");
    await waitFor(async () => (await screen()).includes("canary heard: hello"), {
      what: "its answer",
    });
  });

  test("a server of another name is a guest's only where it answers", async () => {
    hand.envFile("guest", "MOSAIC_TMUX_SOCKET=elsewhere\nMOSAIC_AGENT_COMMAND=sleep 1000\n");
    expect(await hand.run(["guest"])).toMatchObject({
      exitCode: 78,
      stderr: expect.stringContaining("no tmux server answers on socket `elsewhere`") as string,
    });
    for (const socket of ["", "default"])
      expect(await hand.start("guest2", "sleep 1", { MOSAIC_TMUX_SOCKET: socket })).toMatchObject({
        exitCode: 78,
      });
    expect(readdirSync(join(hand.directory, `tmux-${uid}`))).toEqual(["mosaic-fleet"]);
    const tmux = async (...args: string[]): Promise<unknown> =>
      await execa("tmux", ["-f", "/dev/null", "-L", "elsewhere", ...args], {
        env: { ...hand.env, TERM: "xterm" },
        extendEnv: false,
      });
    await tmux("new-session", "-d", "-s", "own", "sleep 1000");
    expect(await hand.run(["guest"])).toMatchObject({ stdout: "started guest" });
    expect(await tmux("list-sessions", "-F", "#S")).toMatchObject({ stdout: "guest\nown" });
    expect(hand.read("../run/mosaic-fleet/servers/elsewhere")).toBeUndefined();
  });

  test("the fleet's server may have another name", async () => {
    expect(await hand.start("other", "sleep 1000", { MOSAIC_TMUX_SOCKET: "second" })).toMatchObject(
      { stdout: "started other" },
    );
    expect(hand.read(".local/state/mosaic/fleet/sessions/second/other")).toContain(
      "state=active\n",
    );
  });

  test("no tmux on PATH is 69", async () => {
    const bin = join(hand.home, "without-tmux");
    mkdirSync(bin);
    for (const tool of [
      "sh",
      "id",
      "mkdir",
      "rm",
      "env",
      "sed",
      "cat",
      "ps",
      "sleep",
      "timeout",
      "mkfifo",
      "date",
      "head",
      "mv",
      "dirname",
    ])
      symlinkSync((await execa("which", [tool])).stdout, join(bin, tool));
    expect(await hand.start("a", "sleep 1000", { PATH: bin })).toMatchObject({
      exitCode: 69,
      stderr: expect.stringContaining("tmux is not on PATH") as string,
    });
    expect((await hand.run(["--wait-holder"], { PATH: bin })).exitCode).toBe(69);
  });

  test("a runtime folder that is missing, is no folder or is a link is 73", async () => {
    const file = join(hand.home, "file");
    writeFileSync(file, "");
    const linked = join(hand.home, "linked");
    mkdirSync(linked);
    symlinkSync(hand.runtime, join(linked, "mosaic-fleet"));
    for (const folder of [join(hand.home, "none"), file, linked])
      expect(await hand.start("b", "sleep 1", { XDG_RUNTIME_DIR: folder })).toMatchObject({
        exitCode: 73,
        stderr: expect.stringContaining(`${folder}/mosaic-fleet cannot be used`) as string,
      });
  });

  test("a runtime folder that others can enter is 73; what lies in it is closed to them", async () => {
    const open = join(hand.home, "open");
    mkdirSync(join(open, "mosaic-fleet"), { recursive: true });
    for (const folder of [open, join(open, "mosaic-fleet")]) chmodSync(folder, 0o777);
    for (const args of [["b"], ["--wait-holder"]])
      expect(await hand.run(args, { XDG_RUNTIME_DIR: open })).toMatchObject({
        exitCode: 73,
        stderr: expect.stringContaining(`chmod 700 ${open}/mosaic-fleet`) as string,
      });
    // One that keeps others out by the folder above it is what systemd makes
    chmodSync(hand.runtime, 0o700);
    const wide = [
      ...["", "hand", "servers", "channels"].map((name) =>
        join(hand.runtime, "mosaic-fleet", name),
      ),
      ...["", "agents", "sessions"].map((name) =>
        join(hand.home, ".local/state/mosaic/fleet", name),
      ),
    ];
    for (const folder of wide) mkdirSync(folder, { recursive: true });
    for (const folder of wide) chmodSync(folder, 0o777);
    expect(await hand.start("closed", "sleep 1000")).toMatchObject({ exitCode: 0 });
    expect(wide.map((folder) => statSync(folder).mode & 0o777)).toEqual([
      0o777,
      ...wide.slice(1).map(() => 0o700),
    ]);
    chmodSync(join(hand.runtime, "mosaic-fleet"), 0o700);
  });

  test.skipIf(!isRoot)("a runtime folder of another user is 73", async () => {
    const theirs = join(hand.home, "theirs", "mosaic-fleet");
    mkdirSync(theirs, { recursive: true });
    await execa("chown", ["65534", theirs]);
    expect(
      (await hand.start("b", "sleep 1", { XDG_RUNTIME_DIR: join(hand.home, "theirs") })).exitCode,
    ).toBe(73);
  });

  test.skipIf(hasRuntime)(
    "the temporary directory serves where there is no runtime folder",
    async () => {
      const temporary = join(hand.home, "tmp");
      mkdirSync(temporary);
      expect(
        await hand.start("temp", "sleep 1000", { XDG_RUNTIME_DIR: "", TMPDIR: temporary }),
      ).toMatchObject({ stdout: "started temp" });
      expect(readdirSync(temporary)).toEqual([`mosaic-fleet-${uid}`]);
    },
  );

  test("a start that is interrupted leaves nothing", async () => {
    // The login shell is asked for its PATH, and takes its time
    const shell = hand.program("slow-shell", 'echo > "$HOME/asked"; exec sleep 30');
    const child = execa(hand.script, ["stuck"], {
      env: { ...hand.env, SHELL: shell, MOSAIC_AGENT_COMMAND: "no-such-program" },
      extendEnv: false,
      forceKillAfterDelay: false,
      reject: false,
      stdin: "ignore",
    });
    await waitFor(() => hand.read("asked"), { what: "the login shell" });
    child.kill("SIGTERM");
    expect((await child).exitCode).toBe(1);
    expect(hand.folders().filter((name) => name.startsWith("stuck."))).toEqual([]);
    chmodSync(shell, 0o644);
  });

  test("--help is the head of the file", async () => {
    expect((await hand.run(["--help"])).stdout).toMatchInlineSnapshot(`
      "start-agent-session.sh AGENT          start the agent's tmux session, or find it running
      start-agent-session.sh --environment FILE --restart POLICY:DELAY:MAX_DELAY:BURST [--idle SECONDS] AGENT
                                            the same in just the environment of FILE, \`export KEY='VALUE'\` lines
      start-agent-session.sh --many FILE    the same of many: NAME POLICY:DELAY:MAX_DELAY:BURST SECRET IDLE in
                                            lines on standard input, functions \`environment_N\` in FILE; prints who
                                            runs
      start-agent-session.sh --wait-holder  wait until the holder's server answers, then load the fleet's options
      start-agent-session.sh --let-sleep AGENT UNITS CHANNEL
                                            let-sleep.sh beside it, if it is there: may the agent's unit sleep?
      start-agent-session.sh --keep-schedule AGENT UNITS SOCKET
                                            keep-schedule.sh beside it, if it is there: is its unit to run now?
      start-agent-session.sh --gave-up AGENT HOME RUNTIME
                                            tell that its unit is not started again by itself
      start-agent-session.sh --canary       an agent without an account: says who it is, beats, answers each line

      As the main process of mosaic-agent@AGENT.service it supervises the session and ends with the agent's own
      status. By hand it returns once the session runs; the pane half then restarts the agent itself.
      Exit: 66 workdir away, 69 tmux or its server away, 71 not adopted, 72 program away, 73 runtime files cannot
      be made, 75 session gone, 78 configuration, which alone is never tried again."
    `);
  });
});
