import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { StatusDocument } from "@mosaicstack/fleet";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bundleInto, openScratch, type Scratch } from "./testing/scratch.js";

let folder: ThrowAwayTmux;
let program: string;
let me: Scratch;
beforeAll(async () => {
  folder = await openThrowAwayTmux({ start: false });
  program = await bundleInto(folder.directory);
});
afterAll(async () => await folder.close());
let away: ThrowAwayTmux;
beforeEach(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  me = openScratch(program, away);
});
afterEach(async () => await away.close());

const socket = "mosaic-fleet";
const withTmux = ["--supervisor", "tmux"];

async function status(): Promise<StatusDocument & { code: number }> {
  const { code, stdout } = await me.run(["status", "--json"]);
  return { code, ...(JSON.parse(stdout) as StatusDocument) };
}

async function screen(): Promise<string> {
  return await me.tmux(socket, "capture-pane", "-p", "-J", "-t", "=canary:");
}

describe("the life of the canary", () => {
  test("up, status, send, stop, start, down: every word true, nothing left", async () => {
    const up = await me.run(["up", ...withTmux]);
    expect(up).toMatchObject({ code: 0 });
    expect(up.stdout).toMatch(
      /^canary · socket mosaic-fleet · supervisor tmux · server running tmux/,
    );
    expect(up.stdout).toMatch(/\ncanary +running +active /);
    expect(up.stderr).toContain("\n  mosaic-fleet attach canary ");
    expect(up.stderr).toContain("\n  mosaic-fleet down ");

    const first = await status();
    expect(first).toMatchObject({
      code: 0,
      version: 1,
      roster: me.rosterFile,
      socket,
      supervisor: "tmux",
      server: { state: "running" },
      agents: [{ name: "canary", desired: "running", lifecycle: "active", drift: [] }],
      summary: { running: 1, failed: 0 },
    });

    // A second `up` leaves what runs as it is.
    const again = await me.run(["up", "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({
      version: 1,
      created: false,
      agents: [{ agent: "canary", outcome: "running" }],
    });
    expect(again.stderr).toBe("");
    expect((await status()).agents[0]?.pane).toEqual(first.agents[0]?.pane);

    const sent = await me.run(["send", "canary", "-", "--json"], { stdin: "tell me more\n" });
    expect(sent.code).toBe(0);
    expect(JSON.parse(sent.stdout)).toMatchObject({
      version: 1,
      deliveries: [{ agent: "canary", outcome: "delivered", receipt: "screen", bytes: 12 }],
    });
    expect(await screen()).toContain("canary heard: tell me more");

    const shown = await me.run(["screen", "canary", "--json"]);
    expect(JSON.parse(shown.stdout)).toMatchObject({ version: 1, agent: "canary" });
    expect(await me.run(["screen", "canary"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("\ncanary heard: tell me more\n") as string,
    });
    const logs = await me.run(["logs", "canary"]);
    expect(logs).toMatchObject({ code: 0, stderr: "" });
    expect(logs.stdout).toMatch(/^This is canary, a canary agent on /);
    expect(logs.stdout).toContain("\ncanary heard: tell me more\n");
    // Followed, it ends with its reader or by Ctrl-C, and neither is a failure.
    for (const ends of ["its reader goes", "SIGINT"]) {
      const follow = spawn(process.execPath, [program, "logs", "-f", "canary"], { env: me.env });
      const [ended, said] = [once(follow, "exit"), text(follow.stderr)];
      await once(follow.stdout, "data");
      if (ends === "SIGINT") follow.kill(ends);
      else follow.stdout.destroy();
      for (const word of ["one", "more"]) {
        await me.tmux(socket, "send-keys", "-t", "=canary:", word, "Enter");
        await waitFor(async () => (await screen()).includes(`canary heard: ${word}`), {
          what: `an answer to ${word}`,
        });
      }
      expect([ends, await ended, await said]).toEqual([ends, [0, null], ""]);
    }
    const { stdout: last } = await me.run(["logs", "-n", "1", "canary", "--json"]);
    expect(JSON.parse(last)).toMatchObject({ version: 1, lines: [expect.any(String)] });
    expect(await me.run(["logs", "canary", "--unit"])).toMatchObject({ code: 2, stdout: "" });
    expect(await me.run(["logs", "canary", "-n", "few"])).toMatchObject({ code: 2, stdout: "" });
    expect(await me.run(["screen", "nobody"])).toMatchObject({ code: 4, stdout: "" });

    expect(await me.run(["stop", "canary"])).toMatchObject({ code: 0, stdout: "canary stopped\n" });
    expect(await status()).toMatchObject({
      code: 0,
      agents: [{ desired: "stopped", lifecycle: "inactive", session: null, pane: null }],
    });
    expect(await me.run(["stop", "--all"])).toMatchObject({ code: 0, stdout: "canary inactive\n" });

    expect(await me.run(["start", "canary"])).toMatchObject({
      code: 0,
      stdout: "canary started\n",
    });
    expect((await status()).agents[0]?.pane?.pid).not.toBe(first.agents[0]?.pane?.pid);

    expect(await me.run(["down"])).toMatchObject({
      code: 0,
      stdout: "canary stopped\nserver ended\n",
    });
    await waitFor(() => me.processes().length === 0, {
      what: "the end of every process",
      saw: () => me.processes(),
    });
    expect(me.sockets()).toEqual([]);
    expect(await me.run(["down", "--json"])).toMatchObject({ code: 0 });
  });

  test("down keeps a server on which others are, names them, and ends it with --force", async () => {
    await me.run(["up", ...withTmux]);
    await me.tmux(socket, "new-session", "-d", "-s", "mine");
    const down = await me.run(["down"]);
    expect(down).toMatchObject({ code: 0, stdout: "canary stopped\nserver kept\n" });
    expect(down.stderr).toContain("`mine`");
    expect(await me.tmux(socket, "list-sessions", "-F", "#{session_name}")).toBe("mine\n");
    const forced = await me.run(["down", "--force", "--json"]);
    expect(JSON.parse(forced.stdout)).toMatchObject({ version: 1, server: "ended" });
    await waitFor(() => me.processes().length === 0, {
      what: "the end of every process",
      saw: () => me.processes(),
    });
  });

  test("Ctrl-C ends a wait as a signal does, so that no script takes it for the end of the time", async () => {
    await me.run(["up", ...withTmux]);
    const argv = [program, "wait", "canary", "--for", "blocked"];
    const waiting = spawn(process.execPath, argv, { env: { ...me.env }, stdio: "ignore" });
    const ended = once(waiting, "exit");
    const isWatching = (): boolean =>
      execFileSync("ls", ["-l", `/proc/${waiting.pid}/fd`], { encoding: "utf8" }).includes(
        "anon_inode:inotify",
      );
    await waitFor(isWatching, { what: "it to watch" });
    waiting.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
  });

  test("a session that somebody killed is not as desired", async () => {
    await me.run(["up", ...withTmux]);
    await me.tmux(socket, "new-session", "-d", "-s", "mine");
    await me.tmux(socket, "kill-session", "-t", "=canary:");
    const { code, agents } = await status();
    expect({ code, lifecycle: agents[0]?.lifecycle }).toEqual({ code: 3, lifecycle: "failed" });
  });

  test("a server that is stopped: `status` says so and exits 3, `stop` gives up with 124, and nobody is hurt", async () => {
    await me.run(["up", ...withTmux]);
    const { server, agents } = await status();
    const pid = server.pid ?? Number.NaN;
    process.kill(pid, "SIGSTOP");
    try {
      const [words, document, stop] = await Promise.all([
        me.run(["status"]),
        status(),
        me.run(["stop", "canary"]),
      ]);
      expect(words).toMatchObject({ code: 3, stderr: "" });
      expect(words.stdout).toContain(` · server not-answering pid ${pid}\n`);
      expect(document).toMatchObject({ code: 3, server: { state: "not-answering", pid } });
      expect(stop).toMatchObject({ code: 124, stdout: "" });
      expect(stop.stderr).toMatch(/^mosaic-fleet: the tmux server does not answer\n/);
      const [wait, why, restart] = await Promise.all([
        me.run(["wait", "canary", "--timeout", "1s"]),
        me.run(["status", "--why", "canary"]),
        me.run(["restart", "canary", "--when-idle"]),
      ]);
      expect(wait).toMatchObject({ code: 124, stdout: "canary unknown\n" });
      expect(wait.stderr).toContain("`canary`: the tmux server is not-answering");
      expect(why.stdout).toMatch(/^session +unknown: the tmux server is not-answering/m);
      expect(restart).toMatchObject({ code: 124, stdout: "" });
    } finally {
      process.kill(pid, "SIGCONT");
    }
    expect(await status()).toMatchObject({ code: 0, agents: [{ pane: agents[0]?.pane }] });
  });

  test("after a failed `up` the next steps mend, and attach nowhere", async () => {
    me.writeRoster(`version: 1
name: mine
socket_name: mosaic-fleet
defaults: { runtime: command, restart: { policy: no } }
agents:
  - { name: well, command: [start-agent-session.sh, --canary] }
  - { name: ill, command: ["false"] }
`);
    const up = await me.run(["up", ...withTmux]);
    expect(up.code).toBe(1);
    expect(up.stdout).toMatch(/\nwell +running +active /);
    expect(up.stderr).toMatch(/^mosaic-fleet: `ill` failed: /m);
    expect(up.stderr.match(/^ {2}mosaic-fleet \w+/gm)).toEqual([
      "  mosaic-fleet doctor",
      "  mosaic-fleet up",
      "  mosaic-fleet down",
    ]);
  });

  test("--roster and --socket, and the next steps carry them", async () => {
    const roster = join(me.home, "my roster.yaml");
    expect(await me.run(["init", "--roster", roster])).toMatchObject({ code: 0 });
    const there = ["--roster", roster, "--socket", "elsewhere"];
    const up = await me.run(["up", ...withTmux, ...there], { env: { npm_lifecycle_event: "npx" } });
    expect(up.code).toBe(0);
    expect(up.stderr).toContain(`  npx mosaic-fleet down --roster '${roster}' --socket elsewhere `);
    expect(await me.run([...there, "down"])).toMatchObject({ code: 0 });
  });
});

describe("in a terminal", () => {
  const terminal = "terminal";
  const type = async (...keys: string[]): Promise<string> =>
    await me.tmux(terminal, "send-keys", "-t", "=shell:", ...keys);
  const page = async (): Promise<string> =>
    await me.tmux(terminal, "capture-pane", "-p", "-t", "=shell:");
  const shown = async (words: string): Promise<string> =>
    await waitFor(
      async () => {
        const now = await page();
        return now.includes(words) && now;
      },
      { what: `\`${words}\` on the terminal`, saw: page },
    );

  const open = async (columns: number): Promise<void> => {
    const shell = ["/usr/bin/env", "PS1=$ ", "/bin/sh"];
    const size = ["-x", String(columns), "-y", "20"];
    await me.tmux(terminal, "new-session", "-d", "-s", "shell", ...size, ...shell);
    await me.run(["up", ...withTmux]);
  };
  // Each run ends with a line of its own: what an earlier one left on the screen must not be taken for it.
  let runs = 0;
  const command = (words: string): string =>
    `${process.execPath} ${program} ${words}; echo "code=$? run ${++runs}"`;
  const success = async (): Promise<string> => await shown(`code=0 run ${runs}`);

  test("attach shows the agent, and leaving it leaves it running", async () => {
    await open(160);
    await type(command("attach canary"), "Enter");
    await shown("Ctrl-C ends it");
    await waitFor(async () => (await status()).agents[0]?.session?.attached, { what: "a client" });
    await type("C-b", "d");
    await success();
    expect(await status()).toMatchObject({ code: 0, agents: [{ session: { attached: false } }] });
  });

  test("talk is wrapped by words, commands to copy are not; a terminal of 0 columns wraps nothing", async () => {
    await open(60);
    await type(`clear; ${command("up 2>&1 >/dev/null")}`, "Enter");
    const lines = (await success()).split("\n");
    expect(lines).toContain("  mosaic-fleet attach canary");
    expect(lines).toContain("    see it work; Ctrl-b, then d leaves it running");
    await type(`clear; ${command("presets")}`, "Enter");
    expect(await success()).toContain("\n`--force` replaces the one that is there.\n");
    await type(`stty cols 0; clear; ${command("presets --quiet")}`, "Enter");
    expect(await success()).toMatch(/^polyglot {2}One agent of each runtime, side by side/m);
  });

  test("status has colours, and no line that the terminal would wrap", async () => {
    await open(60);
    await type(`clear; ${command("status")}`, "Enter");
    const lines = (await success()).split("\n");
    const table = lines.slice(lines.findIndex((line) => line.startsWith("AGENT")));
    expect(table[0]).toMatch(/^AGENT +DESIRED +LIFECYCLE +ACTIVITY/);
    expect(table[1]).toMatch(/^canary +running +active/);
    expect(table[2]).toBe(`code=0 run ${runs}`);
    const colored = await me.tmux(terminal, "capture-pane", "-e", "-p", "-t", "=shell:");
    expect(colored).toContain("\u001B[32mactive");
  });
});

describe("rosters", () => {
  test("init writes a preset, keeps another, replaces it with --force", async () => {
    expect(await me.run(["init", "--preset", "pair"])).toMatchObject({
      code: 0,
      stdout: `${me.rosterFile}: preset pair\n`,
    });
    const kept = await me.run(["init", "--preset", "solo", "--json"]);
    expect(kept).toMatchObject({ code: 2, stderr: "" });
    expect(JSON.parse(kept.stdout)).toMatchObject({ version: 1, error: { code: "Refused" } });
    expect(readFileSync(me.rosterFile, "utf8")).toContain("name: pair");
    const replaced = await me.run(["init", "--preset", "solo", "--force", "--json"]);
    expect(JSON.parse(replaced.stdout)).toEqual({
      version: 1,
      roster: me.rosterFile,
      preset: "solo",
    });
    expect(await me.run(["init", "--preset", "sola"])).toMatchObject({ code: 2, stdout: "" });
  });

  test("up --preset refuses another roster and says how to go on; --first-run leaves it alone", async () => {
    await me.run(["init", "--preset", "pair"]);
    const refused = await me.run(["up", "--preset", "canary"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("`mosaic-fleet init --preset canary --force`");
    const first = await me.run(["up", "--preset", "canary", "--first-run", ...withTmux], {
      env: { npm_lifecycle_event: "start" },
    });
    expect(first).toMatchObject({ code: 0, stdout: "npx mosaic-fleet up\n" });
    expect(me.sockets()).toEqual([]);
    expect(await me.run(["up", "--preset", "cannary"])).toMatchObject({ code: 2, stdout: "" });
  });

  test("a mistake is shown with its place, a caret and a hint; nothing is started", async () => {
    me.writeRoster(
      "version: 1\nname: mine\nsocket_name: mosaic-fleet\nagents:\n  - name: a.b\n    runtime: claude\n",
    );
    const up = await me.run(["up", ...withTmux]);
    expect(up).toMatchObject({ code: 2, stdout: "" });
    expect(up.stderr).toContain(`${me.rosterFile}:5:11: error unsafe-agent-name: `);
    expect(up.stderr).toMatch(/\n *5 \|.* name: a\.b\n *\| +\^{3}\n/);
    expect(up.stderr).toContain("\nmosaic-fleet: ");
    const document = JSON.parse((await me.run(["status", "--json"])).stdout) as object;
    expect(document).toMatchObject({
      version: 1,
      error: {
        code: "InvalidRoster",
        diagnostics: [{ code: "unsafe-agent-name", range: { start: { line: 5, column: 11 } } }],
      },
    });
    expect(me.sockets()).toEqual([]);

    const checked = await me.run(["validate"]);
    expect(checked).toMatchObject({ code: 2, stderr: "" });
    expect(checked.stdout).toContain("unsafe-agent-name");
    const both = await me.run(["validate", me.rosterFile, me.rosterFile, "--json"]);
    expect(both.code).toBe(2);
    expect(JSON.parse(both.stdout)).toMatchObject({
      version: 1,
      files: [{ file: me.rosterFile, diagnostics: [{}] }, { diagnostics: [{}] }],
    });
  });

  test("a valid one, and its warnings do not fail", async () => {
    await me.run(["init", "--preset", "canary"]);
    expect(await me.run(["validate"])).toMatchObject({
      code: 0,
      stdout: `${me.rosterFile}: valid\n`,
    });
    me.writeRoster("version: 1\nname: mine\nsocket_name: mosaic-fleet\nagents: []\n");
    expect(await me.run(["validate"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("warning empty-fleet"),
    });
  });

  test("one that cannot be read, and one that is not there: 2", async () => {
    mkdirSync(me.rosterFile, { recursive: true });
    const firstRun = ["up", "--preset", "canary", "--first-run"];
    for (const argv of [["up"], firstRun, ["status"], ["validate"]]) {
      const { code, stdout, stderr } = await me.run(argv);
      expect({ argv, code, stdout }).toEqual({ argv, code: 2, stdout: "" });
      expect(stderr).toContain(me.rosterFile);
    }
    const fifo = join(me.home, "fifo");
    execFileSync("mkfifo", [fifo]);
    const named = ["up", "--roster", fifo];
    for (const argv of [named, [...named, "--preset", "pair"], ["validate", fifo]]) {
      expect(await me.run(argv)).toMatchObject({ code: 2, stdout: "" });
    }
    const absent = join(me.home, "absent.yaml");
    expect(await me.run(["up", "--roster", absent])).toMatchObject({ code: 2, stdout: "" });
    expect(await me.run(["status", "--roster", absent, "--json"])).toMatchObject({ code: 2 });
  });
});

describe("what bad input gets", () => {
  beforeEach(async () => {
    await me.run(["init"]);
  });

  test.each([
    [["start", "canry"]],
    [["stop", "canry"]],
    [["send", "canry", "hello"]],
    [["attach", "canry"]],
    [["start", "--tag", "nobody"]],
  ])("no such agent: %j exits 4", async (argv) => {
    const { code, stdout, stderr } = await me.run([...argv, ...withTmux]);
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toMatch(/^mosaic-fleet: .*(?:canry|nobody)/);
    expect(me.sockets()).toEqual([]);
  });

  test.each([
    [["start"]],
    [["stop"]],
    [["send", "canary"]],
    [["send", "--all"]],
    [["send", "--all", "--tag", "x", "hello"]],
    [["send", "--all", "canary", "-"]],
    [["send", "--tag", "x", "canary", "-f", "/dev/null"]],
    [["send", "canary", "-f", "/dev/zero"]],
    [["attach", "canary"]],
  ])("too little or too much: %j exits 2", async (argv) => {
    const { code, stdout, stderr } = await me.run([...argv, ...withTmux]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^mosaic-fleet: /);
  });

  test("without tmux on PATH: 5, and the words say what is missing", async () => {
    const env = { PATH: join(me.home, "empty") };
    const { code, stdout, stderr } = await me.run(["status", ...withTmux], { env });
    expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
    expect(stderr).toMatch(/tmux/);
    const document = JSON.parse(
      (await me.run(["up", "--json", ...withTmux], { env })).stdout,
    ) as object;
    expect(document).toMatchObject({ version: 1, error: { code: "Missing" } });
    expect(await me.run(["doctor", "--json", ...withTmux], { env })).toMatchObject({ code: 3 });
  });

  test("a text without quotes", async () => {
    const sent = await me.run(["send", "canary", "hello", "there", ...withTmux]);
    expect(sent).toMatchObject({ code: 4, stdout: "" });
    expect(sent.stderr).toContain("`hello`");
    expect(sent.stderr).toContain("\nA text of more than one word stands in quotes.\n");
  });

  test("a text that is no text", async () => {
    writeFileSync(join(me.home, "bytes"), Uint8Array.of(0xff));
    const sent = await me.run(["send", "canary", "-f", join(me.home, "bytes"), ...withTmux]);
    expect(sent).toMatchObject({ code: 2, stdout: "" });
  });

  test("to an agent that does not run a message is not delivered: 1", async () => {
    const { code, stdout, stderr } = await me.run(["send", "canary", "hello", ...withTmux]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "canary refused\n" });
    expect(stderr).toMatch(/^mosaic-fleet: `canary`: refused: /);
  });
});

describe("the process", () => {
  test("a reader that went away is no failure and no noise", async () => {
    const argv = [program, "presets"];
    const child = spawn(process.execPath, argv, { env: me.env, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    const talk = text(child.stderr);
    await once(child, "close");
    expect(child.exitCode).toBe(0);
    expect(await talk).toMatch(/^`mosaic-fleet init [^\n]*\n$/);
  });

  test("what cannot be written is said in a line, and is a failure", async () => {
    const full = openSync("/dev/full", "w");
    const argv = [program, "presets", "--quiet"];
    const child = spawn(process.execPath, argv, { env: me.env, stdio: ["ignore", full, "pipe"] });
    closeSync(full);
    const talk = text(child.stderr as Readable);
    await once(child, "close");
    expect(await talk).toMatch(/^mosaic-fleet: standard output cannot be written: ENOSPC[^\n]*\n$/);
    expect(child.exitCode).toBe(1);
  });

  test("--quiet drops talk, not data and not errors", async () => {
    const init = await me.run(["init", "--quiet"]);
    expect(init).toEqual({ code: 0, stdout: `${me.rosterFile}: preset canary\n`, stderr: "" });
    expect((await me.run(["start", "--quiet", ...withTmux])).stderr).toMatch(/^mosaic-fleet: /);
  });

  test("install needs no roster, and does nothing the second time", async () => {
    const first = await me.run(["install"]);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain(
      `created ${me.home}/.config/systemd/user/mosaic-agent@.service\n`,
    );
    const again = JSON.parse((await me.run(["install", "--json"])).stdout) as {
      files: { action: string }[];
    };
    expect(new Set(again.files.map(({ action }) => action))).toEqual(new Set(["unchanged"]));
  });

  test("uninstall says what it would do, asks, does it, and names what it leaves", async () => {
    expect(await me.run(["uninstall"])).toEqual({
      code: 0,
      stdout: "",
      stderr: "Nothing of the fleet is installed.\n",
    });
    expect((await me.run(["up", ...withTmux])).code).toBe(0);
    const mine = join(me.home, ".config/mosaic/tools/fleet/mine.sh");
    writeFileSync(mine, "");
    const dry = await me.run(["uninstall", "--dry-run"]);
    expect(dry).toMatchObject({ code: 0, stderr: "" });
    const lines = dry.stdout.trimEnd().split("\n");
    expect(lines[0]).toBe("would end canary");
    expect(lines).toContain(`left ${mine} (not of the fleet)`);
    expect(lines).toContain(`left ${me.rosterFile} (\`--purge\` removes it)`);
    const refused = await me.run(["uninstall"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(
      /^mosaic-fleet: `uninstall` ends 1 agent and 1 tmux server, and removes \d+ files and folders, and there is no terminal/,
    );
    expect((await status()).summary.running).toBe(1);
    const done = await me.run(["uninstall", "--yes"]);
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toMatch(/^canary stopped\nended server [^\n]*\/mosaic-fleet\n/);
    const removes = lines.flatMap((line) => /^would (remove .*)/.exec(line)?.[1] ?? []);
    expect(done.stdout.replaceAll("removed", "remove").split("\n")).toEqual(
      expect.arrayContaining(removes),
    );
    expect([me.processes(), me.sockets()]).toEqual([[], []]);
    const purged = JSON.parse(
      (await me.run(["uninstall", "--purge", "--yes", "--json"])).stdout,
    ) as {
      removed: { path: string }[];
      left: object[];
    };
    expect(purged.removed.map(({ path }) => path)).toContain(me.rosterFile);
    expect(purged.left).toEqual([{ path: mine, why: "yours", reason: "not of the fleet" }]);
  });
});
