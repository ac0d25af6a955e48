import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("the start of an agent's unit", () => {
  let fleet: UnitFleet;
  let sleeper: string;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    sleeper = fleet.program("sleeper", "exec sleep 1000");
    await fleet.control("start", "holder");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  /** Starts and waits until the unit has failed for good. */
  const failure = async (name: string): Promise<{ status: string; text: string }> => {
    await fleet.attempt("start", name);
    const facts = await fleet.until(name, { ActiveState: "failed" });
    expect(facts.NRestarts).toBe("0");
    return { status: facts.ExecMainStatus, text: facts.StatusText };
  };
  /** Session by hand, in the sandbox but outside every unit. */
  const byHand = async (name: string, env: Record<string, string>): Promise<void> => {
    const script = join(fleet.home, ".config/mosaic/tools/fleet/start-agent-session.sh");
    const { stdout, stderr } = await fleet.sandbox.exec(script, [name], { env });
    if (stdout !== `started ${name}`) throw new Error(`${stdout}${stderr}`);
  };
  const environ = (file: string): Map<string, string> => {
    const text = readFileSync(join(fleet.home, file), "latin1");
    return new Map(
      text
        .split("\0")
        .filter(Boolean)
        .map((entry) => entry.split(/=(.*)/s, 2) as [string, string]),
    );
  };

  describe("environment", () => {
    test("the unit's reaches the agent byte for byte, and no argv or tmux table holds any of it", async () => {
      const values = {
        LINES_OF: "line1\nline2  \n",
        QUOTES: `q"u\`o$t$(id)'e\\`,
        UTF8: "café ; # %i \u{1f600}",
        CONTROL: "tab\tbell\u0007escape\u001b[0m",
        EMPTY: "",
        LARGE: "x".repeat(60_000),
        SECRET_TOKEN: "s3cr3t-token",
        // Names that the script has variables of
        scratch: "/home",
        name: "other",
        dir: "/",
        self: "/bin/false",
        session_id: "$0",
        pane_pid: "1",
        stopping: "yes",
        supervised: "no",
        status: "9",
        record: "/etc/passwd",
      };
      const command = fleet.program("dump", 'env -0 > "$HOME/got"; exec sleep 1000');
      fleet.agent("env", { MOSAIC_AGENT_COMMAND: command, ...values });
      await fleet.control("start", "env");
      await waitFor(() => fleet.read("got")?.includes("MOSAIC_UNIT"), { what: "the dump" });

      const got = environ("got");
      const raw = (text: string): string => Buffer.from(text).toString("latin1");
      for (const [key, value] of Object.entries(values)) expect(got.get(key)).toBe(raw(value));
      for (const key of ["NOTIFY_SOCKET", "INVOCATION_ID", "SYSTEMD_EXEC_PID", "RUNTIME_DIRECTORY"])
        expect(got.has(key)).toBe(false);
      expect(got.get("MOSAIC_STOP_GRACE")).toBeUndefined();
      expect(got.get("PWD")).toBe(fleet.home);
      expect(got.get("TMUX_PANE")).toMatch(/^%\d+$/);

      const argvs = await fleet.shell("cat /proc/[0-9]*/cmdline | tr '\\0' '\\n'");
      expect(argvs).toContain("--pane");
      expect(argvs).not.toContain("s3cr3t");
      const tables = `${await fleet.tmux("show-environment", "-g")}${await fleet.tmux("show-environment", "-t", "=env:")}`;
      expect(tables).toContain("XDG_RUNTIME_DIR=");
      expect(tables).not.toContain("s3cr3t");
      expect(
        await fleet.shell(
          'find "$XDG_RUNTIME_DIR/mosaic-fleet/agents/env" -type f -size +0 -exec grep -l s3cr3t {} +',
        ),
      ).toBe("");
      await fleet.control("stop", "env");
    });

    test("a PATH of the user's own keeps neither tmux nor the basic tools from the script", async () => {
      fleet.agent("path", { MOSAIC_AGENT_COMMAND: "/bin/sleep 1000", PATH: "/nowhere" });
      await fleet.control("start", "path");
      expect(await fleet.settled("path")).toContain("/bin/sleep 1000");
      await fleet.control("stop", "path");
    });
  });

  describe("workdir", () => {
    const rows: readonly (readonly [string, string])[] = [
      ["$HOME/x", "x"],
      ["${HOME}/x", "x"],
      ["~/x", "x"],
      ["~", ""],
      ["$HOME", ""],
      ["${HOME}", ""],
      ["~/with some  spaces", "with some  spaces"],
      ["~/#(touch x)", "#(touch x)"],
      ["~/$(touch x)", "$(touch x)"],
      ["~/`touch x`; #{pid} %Y", "`touch x`; #{pid} %Y"],
      ["~/line\nbreak", "line\nbreak"],
      ["~/$HOME", "$HOME"],
      ["~/-n", "-n"],
    ];
    test("its forms, each entered as it is and expanded nowhere else", async () => {
      const command = fleet.program("pwd", 'pwd -P | cat > "$HOME/pwd.$1"; exec sleep 1000');
      for (const [at, [workdir, folder]] of rows.entries()) {
        mkdirSync(join(fleet.home, folder), { recursive: true });
        fleet.agent(`w${at}`, {
          MOSAIC_AGENT_COMMAND: `${command} ${at}`,
          MOSAIC_AGENT_WORKDIR: workdir,
        });
      }
      await fleet.control("start", ...rows.map((_, at) => `w${at}`));
      for (const [at, [workdir, folder]] of rows.entries()) {
        const found = await waitFor(() => fleet.read(`pwd.${at}`) || undefined, { what: workdir });
        expect(found).toBe(`${join(fleet.home, folder)}\n`);
      }
      expect(await fleet.shell('find "$HOME" -name x ! -type d')).toBe("");
      await fleet.control("stop", ...rows.map((_, at) => `w${at}`));
    });

    test.each(["src", "$USER/x", "$HOMEx", "~root", "${HOME", "./x"])(
      "`%s` is refused with 78",
      async (workdir) => {
        fleet.agent("lost", { MOSAIC_AGENT_COMMAND: sleeper, MOSAIC_AGENT_WORKDIR: workdir });
        expect(await failure("lost")).toEqual({
          status: "78",
          text: `workdir \`${workdir}\` is not absolute: set MOSAIC_AGENT_WORKDIR in ${fleet.home}/.config/mosaic/fleet/agents/lost.env to a path that begins with / or ~/`,
        });
      },
    );

    test("a missing one is 66, which is tried again", async () => {
      fleet.agent("lost", { MOSAIC_AGENT_COMMAND: sleeper, MOSAIC_AGENT_WORKDIR: "~/none" });
      await fleet.attempt("start", "lost");
      const facts = await waitFor(
        async () => {
          const now = await fleet.facts("lost");
          return now.ExecMainStatus === "66" && Number(now.NRestarts) > 0 ? now : undefined;
        },
        { what: "it to be tried again", everyMs: 5 },
      );
      expect(facts.StatusText).toContain(`workdir \`${fleet.home}/none\` cannot be entered`);
      mkdirSync(join(fleet.home, "none"));
      await fleet.until("lost", { ActiveState: "active" });
      await fleet.control("stop", "lost");
    });
  });

  describe("command", () => {
    test.each([
      ["an unknown runtime", { MOSAIC_AGENT_RUNTIME: "hal" }, "runtime `hal` is not known"],
      [
        "no command for `command`",
        { MOSAIC_AGENT_RUNTIME: "command" },
        "needs MOSAIC_AGENT_COMMAND",
      ],
      ["an open quote", { MOSAIC_AGENT_COMMAND: "sleep '10" }, "open quote"],
      ["no word", { MOSAIC_AGENT_COMMAND: "  " }, "holds no word"],
      ["a socket with a slash", { MOSAIC_TMUX_SOCKET: "../x" }, "no socket name"],
    ])("%s: 78, not restarted, said in the unit's status", async (_, values, said) => {
      fleet.agent("wrong", values);
      expect(await failure("wrong")).toMatchObject({
        status: "78",
        text: expect.stringContaining(said) as string,
      });
    });

    test("the roster's command serves its own runtime only", async () => {
      const roster = {
        MOSAIC_ROSTER_RUNTIME: "pi",
        MOSAIC_ROSTER_COMMAND: `${sleeper} 'two words'`,
      };
      fleet.agent("roster", { ...roster, MOSAIC_AGENT_RUNTIME: "pi" });
      await fleet.control("start", "roster");
      await fleet.control("stop", "roster");
      fleet.agent("roster", { ...roster, MOSAIC_AGENT_RUNTIME: "hal" });
      expect((await failure("roster")).status).toBe("78");
    });

    test("a program that only the login shell knows is found there, and its PATH is the agent's", async () => {
      const folder = join(fleet.home, "nvm");
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, "hidden"),
        '#!/bin/sh\necho "$PATH $*" > "$HOME/hidden"; exec sleep 1000\n',
        { mode: 0o755 },
      );
      writeFileSync(join(fleet.home, ".profile"), 'echo noise; PATH="$HOME/nvm:$PATH"\n');
      fleet.agent("login", { MOSAIC_AGENT_COMMAND: "hidden 'a b'", SHELL: "/bin/sh" });
      await fleet.control("start", "login");
      const text = await waitFor(() => fleet.read("hidden") || undefined, { what: "the agent" });
      expect(text).toMatch(new RegExp(`^${folder}:.* a b\n$`));
      await fleet.control("stop", "login");
      rmSync(join(fleet.home, ".profile"));
    });
  });

  describe("on a socket that is not the fleet's", () => {
    test("no server there: 78, and none is founded", async () => {
      for (const socket of ["elsewhere", ""]) {
        fleet.agent("guest", { MOSAIC_AGENT_COMMAND: sleeper, MOSAIC_TMUX_SOCKET: socket });
        expect(await failure("guest")).toMatchObject({
          status: "78",
          text: expect.stringContaining("no tmux server answers on socket") as string,
        });
      }
      expect(await fleet.shell('ls "/tmp/tmux-$(id -u)"')).toBe("mosaic-fleet");
    });

    test("a server there: the session is on it, without that server's environment, and in its own unit", async () => {
      await fleet.sandbox.exec(
        "tmux",
        ["-L", "elsewhere", "-f", "/dev/null", "new-session", "-d", "-s", "own", "sleep 2000"],
        { env: { PERSONS_OWN: "1" }, reject: true },
      );
      const command = fleet.program("guest-dump", 'env > "$HOME/guest"; exec sleep 1000');
      fleet.agent("guest", { MOSAIC_AGENT_COMMAND: command, MOSAIC_TMUX_SOCKET: "elsewhere" });
      await fleet.control("start", "guest");
      const env = await waitFor(() => fleet.read("guest") || undefined, { what: "the dump" });
      expect(env).not.toContain("PERSONS_OWN");
      expect(env).toMatch(/^TERM_PROGRAM=tmux$/m);
      expect(await fleet.settled("guest")).toHaveLength(3);
      await fleet.control("stop", "guest");
      expect(
        (await fleet.sandbox.exec("tmux", ["-N", "-L", "elsewhere", "list-sessions", "-F", "#S"]))
          .stdout,
      ).toBe("own");
    });
  });

  describe("with a session of that name there", () => {
    test("one that was started by hand is adopted: same pane, own cgroup, its exit status, stop", async () => {
      const body = `sleep 1500 & setsid sleep 1501 & sleep 1502 & echo $! > "$HOME/inner"; wait $!; exit 7`;
      const env = { MOSAIC_AGENT_COMMAND: fleet.program("tree", body) };
      await byHand("hand", env);
      fleet.agent("hand", env);
      const pane = await fleet.pane("hand");
      // A person's second pane is the active one
      await fleet.tmux("split-window", "-t", "=hand:", "sleep 2001");
      await waitFor(() => fleet.read("inner") || undefined, { what: "the agent" });
      await fleet.control("start", "hand");
      const facts = await fleet.facts("hand");
      expect(facts.StatusText).toContain(`pane half ${pane}`);
      const members = await fleet.members("hand");
      expect(members.filter((line) => /^sleep 150\d$/.test(line)).sort()).toEqual([
        "sleep 1500",
        "sleep 1501",
        "sleep 1502",
      ]);
      expect(members).not.toContain("sleep 2001");
      await fleet.shell('kill "$1"', fleet.read("inner")?.trim() ?? "");
      await fleet.restarted("hand", facts);
      expect(fleet.read(".local/state/mosaic/fleet/sessions/mosaic-fleet/hand")).toContain(
        "status=7\n",
      );
      expect(await fleet.pane("hand")).not.toBe(pane);
      await fleet.control("stop", "hand");

      await byHand("hand", env);
      await fleet.control("start", "hand");
      await fleet.control("stop", "hand");
      expect(await fleet.facts("hand")).toMatchObject({
        ActiveState: "inactive",
        Result: "success",
      });
      expect(await fleet.shell("ps -A -o args=")).not.toMatch(/^sleep 150/m);
      expect(await fleet.shell('ls "$XDG_RUNTIME_DIR/mosaic-fleet/hand"')).toBe("");
    });

    test("one by hand whose loop has given up is replaced", async () => {
      const env = {
        MOSAIC_AGENT_COMMAND: fleet.program(
          "once",
          'test -e "$HOME/better" || exit 5; exec sleep 1000',
        ),
      };
      const script = join(fleet.home, ".config/mosaic/tools/fleet/start-agent-session.sh");
      await fleet.sandbox.exec(script, ["--restart", "always:0:0:0", "gone"], {
        env,
        reject: true,
      });
      const record = ".local/state/mosaic/fleet/sessions/mosaic-fleet/gone";
      await waitFor(() => fleet.read(record)?.startsWith("state=failed"), {
        what: "the loop to give up",
      });
      writeFileSync(join(fleet.home, "better"), "");
      fleet.agent("gone", env);
      await fleet.control("start", "gone");
      expect(await fleet.settled("gone")).toContain("sleep 1000");
      await fleet.control("stop", "gone");
    });

    test("a foreign one is refused and untouched", async () => {
      await fleet.tmux("new-session", "-d", "-s", "theirs", "sleep 2002");
      fleet.agent("theirs", { MOSAIC_AGENT_COMMAND: sleeper });
      const pane = await fleet.pane("theirs");
      expect(await failure("theirs")).toMatchObject({
        status: "78",
        text: expect.stringContaining("was not started by Mosaic Fleet") as string,
      });
      expect(await fleet.pane("theirs")).toBe(pane);
    });

    test("one of ours whose pane half is dead is replaced, though a second window keeps it", async () => {
      fleet.agent("twice", { MOSAIC_AGENT_COMMAND: sleeper });
      await fleet.control("start", "twice");
      const before = await fleet.facts("twice");
      await fleet.tmux("new-window", "-t", "=twice:", "sleep 2003");
      await fleet.shell('kill -9 "$1"', before.MainPID);
      await fleet.restarted("twice", before);
      expect(await fleet.settled("twice")).toHaveLength(3);
      expect(await fleet.shell("ps -A -o args=")).not.toContain("sleep 2003");
      await fleet.control("stop", "twice");
    });
  });

  test("a server that is stopped costs a start its time, and the agent is back when it wakes; those that run do not notice", async () => {
    fleet.agent("late", { MOSAIC_AGENT_COMMAND: sleeper });
    fleet.agent("early", { MOSAIC_AGENT_COMMAND: sleeper });
    await fleet.control("start", "early");
    const early = await fleet.facts("early");
    const server = (await fleet.facts("holder")).MainPID;
    await fleet.shell('kill -STOP "$1"', server);
    await fleet.control("start", "--no-block", "late");
    await waitFor(
      async () => {
        const facts = await fleet.facts("late");
        const { Result, StatusText } = facts;
        return Result === "timeout" && StatusText.includes("did not answer") ? facts : undefined;
      },
      { what: "the end of its time, and the reason" },
    );
    await fleet.shell('kill -CONT "$1"', server);
    await fleet.until("late", { ActiveState: "active" });
    expect(await fleet.facts("early")).toEqual(early);
    await fleet.control("stop", "late", "early");
  });
});
