import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { chmod, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { canaries, openScratch, pidOf, type Scratch } from "../test/scratch.js";
import { FleetError, fleetPaths, initRoster, openFleet, type Fleet } from "./index.js";

let scratch: Scratch;
let roster = "";
beforeEach(async () => {
  scratch = await openScratch();
  roster = join(scratch.root, "roster.yaml");
});
afterEach(async () => {
  await scratch.close();
});

const tmux = (...args: string[]): string =>
  execFileSync("tmux", ["-u", "-L", "mosaic-fleet", ...args], {
    env: scratch.env,
    encoding: "utf8",
  }).trim();

async function open(
  text: string,
  more: Partial<Parameters<typeof openFleet>[0]> = {},
): Promise<Fleet> {
  await writeFile(roster, text);
  return await openFleet({ roster, env: scratch.env, supervisor: "tmux", ...more });
}

async function failure(use: () => Promise<unknown>): Promise<FleetError> {
  const error = await use().then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof FleetError) return error;
  throw new Error(`no FleetError, but ${String(error)}`);
}

const marked = (root: string): string[] =>
  readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, "latin1").includes(`MOSAIC_RUN=${root}`);
    } catch {
      return false;
    }
  });

describe("a fleet in tmux alone", () => {
  test("comes up, is the same at a second up, and goes down without a trace", async () => {
    const fleet = await open(canaries(["cod", "coder"]));
    expect((await fleet.up()).agents.map(({ outcome }) => outcome)).toEqual(["started", "started"]);
    const first = await fleet.status();
    expect(first).toMatchObject({
      version: 1,
      socket: "mosaic-fleet",
      supervisor: "tmux",
      server: { state: "running" },
      summary: { running: 2, stopped: 0, failed: 0, drifted: 0 },
    });
    expect((await fleet.up()).agents.map(({ outcome }) => outcome)).toEqual(["running", "running"]);
    expect((await fleet.status()).agents.map(({ pane }) => pane)).toEqual(
      first.agents.map(({ pane }) => pane),
    );

    const report = await fleet.down();
    expect(report).toMatchObject({ server: "ended", keptBy: [] });
    expect(report.agents.map(({ outcome }) => outcome)).toEqual(["stopped", "stopped"]);
    expect(marked(scratch.root)).toEqual([]);
    expect(
      await readdir(join(scratch.env["TMUX_TMPDIR"] ?? "", `tmux-${process.getuid?.()}`)),
    ).toEqual([]);
    expect((await fleet.status()).summary).toEqual({
      running: 0,
      stopped: 2,
      failed: 0,
      drifted: 0,
    });
  });

  test("stop of `cod` leaves `coder` alone and is remembered by the next look", async () => {
    const fleet = await open(canaries(["cod", "coder"]));
    await fleet.up();
    const before = await fleet.status();
    expect((await fleet.stop(["cod"])).agents).toEqual([{ agent: "cod", outcome: "stopped" }]);
    const after = await (await openFleet({ roster, env: scratch.env })).status();
    expect(after.supervisor).toBe("tmux");
    expect(after.agents[0]).toMatchObject({
      desired: "stopped",
      lifecycle: "inactive",
      session: null,
      drift: [],
    });
    expect(after.agents[1]?.pane).toEqual(before.agents[1]?.pane);
    expect((await fleet.stop(["cod"])).agents).toEqual([{ agent: "cod", outcome: "inactive" }]);
    expect((await fleet.start(["cod"])).agents).toEqual([{ agent: "cod", outcome: "started" }]);
  });

  test("a session that somebody killed is `failed` until the next start", async () => {
    const fleet = await open(canaries(["cod", "coder"]));
    await fleet.up();
    tmux("kill-session", "-t", "=cod:");
    const gone = await fleet.status();
    expect(gone.agents[0]).toMatchObject({ lifecycle: "failed", lastExit: null, session: null });
    expect(gone.agents[0]?.drift).toHaveLength(1);
    expect((await fleet.up()).agents.map(({ outcome }) => outcome)).toEqual(["started", "running"]);
  });

  test("a killed agent is restarted by its own session, and the end is known", async () => {
    const fleet = await open(canaries(["cod"]));
    await fleet.up();
    const pane = (await fleet.status()).agents[0]?.pane?.pid;
    execFileSync("sh", ["-c", `kill -9 $(ps -o pid= --ppid ${pane})`]);
    await waitFor(async () => (await fleet.status()).agents[0]?.restarts === 1, {
      what: "a restart",
    });
    const [agent] = (await fleet.status()).agents;
    expect(agent).toMatchObject({
      lifecycle: "active",
      lastExit: { code: null, signal: "SIGKILL" },
      pane: { pid: pane },
    });
  });

  test("a message arrives; an agent that does not run refuses it", async () => {
    const fleet = await open(canaries(["cod", "coder"]));
    await fleet.start(["cod"]);
    const { deliveries } = await fleet.send(["cod", "coder"], "what is; this -- `id` $HOME");
    expect(deliveries).toMatchObject([
      { agent: "cod", outcome: "delivered", receipt: "screen", bytes: 27 },
      { agent: "coder", outcome: "refused", reason: "not-running" },
    ]);
    expect(tmux("capture-pane", "-p", "-t", "=cod:")).toContain(
      "canary heard: what is; this -- `id` $HOME",
    );
  });

  test("an agent that ends at once is not called started", async () => {
    const text = canaries(["cod"]).replace("start-agent-session.sh, --canary", "sh, -c, exit 3");
    const fleet = await open(text.replace("delay: 1s", "delay: 1s, policy: no"));
    expect((await fleet.up()).agents).toEqual([
      { agent: "cod", outcome: "failed", message: "it ended at once with exit 3" },
    ]);
    expect((await fleet.status()).agents[0]).toMatchObject({
      lifecycle: "failed",
      lastExit: { code: 3, signal: null },
    });
  });

  test("a task that ended with 0 is as desired, and only `start` runs it again", async () => {
    const text = (work: string): string => `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, task: true, restart: { delay: 100ms } }
agents:
  - { name: one, command: [sh, -c, "echo ran >> ran; ${work}"] }
  - { name: two, command: [sh, -c, "exit 3"], restart: { policy: no } }
`;
    const ran = (): number =>
      readFileSync(join(scratch.env["HOME"] ?? "", "ran"), "utf8").split("\n").length - 1;
    const outcomes = async (fleet: Fleet): Promise<string[]> =>
      (await fleet.up()).agents.map(({ outcome }) => outcome);
    // It says 0 at a stop, and has not done its work.
    const long = await open(text("trap 'exit 0' TERM; sleep 1000 & wait"));
    expect(await outcomes(long)).toEqual(["started", "failed"]);
    await long.stop(["one"]);
    const fleet = await open(text("true"));
    expect(await outcomes(fleet)).toEqual(["finished", "failed"]);
    expect(ran()).toBe(2);
    const { agents } = await fleet.status();
    expect(agents[0]).toMatchObject({
      lifecycle: "inactive",
      activity: { state: "done", source: "launcher" },
      lastExit: { code: 0, signal: null },
      reason: null,
      drift: [],
    });
    expect(agents[1]).toMatchObject({ lifecycle: "failed", drift: [{ kind: "lifecycle" }] });
    const edited = await open(text("true; true"));
    expect(await outcomes(edited)).toEqual(["finished", "failed"]);
    await edited.down();
    expect((await edited.status()).agents[0]).toMatchObject({ desired: "stopped", drift: [] });
    expect(await outcomes(edited)).toEqual(["finished", "failed"]);
    expect(ran()).toBe(2);
    expect((await edited.start(["one"])).agents).toEqual([{ agent: "one", outcome: "finished" }]);
    expect(ran()).toBe(3);
    // Who keeps the fleet is remembered, though nobody was seen running.
    const next = await openFleet({ roster, env: scratch.env });
    expect(next.supervisor.reason).toBe("the fleet was brought up with it");
    // What failed once comes back, and may be done then.
    const again = await open(text("[ -e again ] || { touch again; exit 3; }"));
    await again.start(["one"]);
    await waitFor(async () => (await again.status()).agents[0]?.activity.state === "done", {
      what: "the task to be done at its second run",
    });
    expect((await again.status()).agents[0]).toMatchObject({ restarts: 1, drift: [] });
  });

  test("foreign sessions keep the server; `force` ends it all the same", async () => {
    const fleet = await open(canaries(["cod"]));
    await fleet.up();
    tmux("new-session", "-d", "-s", "mine", "sleep", "1000");
    expect(await fleet.down()).toMatchObject({ server: "kept", keptBy: ["mine"] });
    expect(tmux("list-sessions", "-F", "#S")).toBe("mine");
    expect(await fleet.down({ force: true })).toMatchObject({ server: "ended", keptBy: [] });
  });

  test("a session of that name which is not ours is left alone", async () => {
    const fleet = await open(canaries(["cod"]));
    tmux("-f", "/dev/null", "new-session", "-d", "-s", "cod", "sleep", "1000");
    const [report] = (await fleet.up()).agents;
    expect(report?.outcome).toBe("failed");
    expect(report?.message).toContain("was not started by Mosaic Fleet");
    expect((await fleet.stop(["cod"])).agents[0]?.outcome).toBe("failed");
    expect(tmux("list-sessions", "-F", "#S")).toBe("cod");
  });

  test("env, env_file and agents/<agent>.env reach the agent in their order", async () => {
    const secret = join(scratch.root, "secret.env");
    await writeFile(secret, `B=file\nC=file\nSAID='q"u$o'\n`, { mode: 0o600 });
    const agents = join(scratch.env["HOME"] ?? "", ".config/mosaic/fleet/agents");
    await mkdir(agents, { recursive: true });
    await writeFile(join(agents, "cod.env"), "C=own\n");
    const fleet = await open(
      canaries(["cod"], `, env: { A: roster, B: roster, C: roster }, env_file: ${secret}`),
    );
    await fleet.up();
    const pane = (await fleet.status()).agents[0]?.pane?.pid;
    const agent = execFileSync("ps", ["-o", "pid=", "--ppid", String(pane)], {
      encoding: "utf8",
    }).trim();
    const environ = readFileSync(`/proc/${agent}/environ`, "utf8").split("\0");
    expect(environ).toEqual(expect.arrayContaining(["A=roster", "B=file", "C=own", `SAID=q"u$o`]));
    expect(environ.filter((entry) => entry.startsWith("MOSAIC_ROSTER"))).toEqual([]);
  });
});

describe("beside others", () => {
  test("a fleet on another socket with the same names is another fleet", async () => {
    const first = await open(canaries(["cod"]));
    await first.up();
    const second = join(scratch.root, "second.yaml");
    const text = canaries(["cod"]).replace("socket_name: mosaic-fleet", "socket_name: other");
    await writeFile(second, text);
    const other = await openFleet({ roster: second, env: scratch.env, supervisor: "tmux" });
    await other.up();
    await other.down();
    expect((await first.status()).agents[0]).toMatchObject({
      desired: "running",
      lifecycle: "active",
      drift: [],
    });
  });

  test("agents of ours that another roster declares keep the server, and are named", async () => {
    await (await open(canaries(["cod", "coder"]))).up();
    const fleet = await open(canaries(["cod"]));
    expect(await fleet.down()).toMatchObject({ server: "kept", keptBy: ["coder"] });
    expect(tmux("list-sessions", "-F", "#S")).toBe("coder");
    expect(await fleet.down({ force: true })).toMatchObject({ server: "ended" });
    expect(marked(scratch.root)).toEqual([]);
  });

  test("a changed roster entry is seen until the agent was started with it", async () => {
    await (await open(canaries(["cod"]))).up();
    const fleet = await open(canaries(["cod"], ", env: { A: b }"));
    expect((await fleet.status()).agents[0]?.drift.map(({ kind }) => kind)).toEqual(["settings"]);
    expect((await fleet.up()).agents[0]?.outcome).toBe("running");
    await fleet.stop(["cod"]);
    await fleet.start(["cod"]);
    expect((await fleet.status()).agents[0]?.drift).toEqual([]);
  });

  test("down removes the socket that a killed server left behind", async () => {
    const fleet = await open(canaries(["cod"]));
    await fleet.up();
    process.kill(pidOf(await fleet.status()), "SIGKILL");
    await waitFor(async () => (await fleet.status()).server.state === "absent", {
      what: "its end",
    });
    expect(await fleet.down()).toMatchObject({ server: "absent" });
    expect(
      await readdir(join(scratch.env["TMUX_TMPDIR"] ?? "", `tmux-${process.getuid?.()}`)),
    ).toEqual([]);
  });
});

describe("what bad input gets", () => {
  test("a runtime folder that is a link, or that others may enter, is not used", async () => {
    const { runtime } = fleetPaths(scratch.env);
    await mkdir(join(scratch.root, "elsewhere"));
    const fleet = await open(canaries(["cod"]));
    await symlink(join(scratch.root, "elsewhere"), runtime);
    expect((await failure(async () => fleet.up())).message).toContain("is a link");
    expect(await readdir(join(scratch.root, "elsewhere"))).toEqual([]);
    await rm(runtime);
    await mkdir(runtime);
    await chmod(runtime, 0o777);
    await chmod(join(runtime, ".."), 0o755);
    expect((await failure(async () => fleet.up())).message).toContain("entered by others");
  });

  test("socket names that the roster would refuse, and an old tmux", async () => {
    for (const socket of ["a/b", "", "a b", "-x", "default"]) {
      expect((await failure(async () => open(canaries(["cod"]), { socket }))).code).toBe("Usage");
    }
    const old = join(scratch.root, "old");
    await mkdir(old);
    await writeFile(join(old, "tmux"), "#!/bin/sh\necho tmux 3.1c\n", { mode: 0o755 });
    const env = { ...scratch.env, PATH: `${old}:${scratch.env["PATH"]}` };
    const error = await failure(async () => openFleet({ roster, env, supervisor: "tmux" }));
    expect([error.code, error.message]).toEqual(["Missing", expect.stringContaining("3.1c")]);
    // Who only looks meets what such a tmux says of options that it does not know.
    const unknown =
      "#!/bin/sh\n[ $1 = -V ] && exec echo tmux 3.1c\necho 'usage: tmux' >&2; exit 1\n";
    await writeFile(join(old, "tmux"), unknown);
    const looks = { roster, env, supervisor: "tmux", onlyLooks: true } as const;
    const refused = await failure(async () => (await openFleet(looks)).status());
    expect([refused.code, refused.message]).toEqual([error.code, error.message]);
    await expect((await openFleet(looks)).up()).rejects.toThrow("only to look");
  });

  test("a program that is nowhere: nothing is started or written", async () => {
    const fleet = await open(
      canaries(["cod"]).replace("start-agent-session.sh, --canary", "no-such-program"),
    );
    const error = await failure(async () => fleet.up());
    expect(error.code).toBe("Missing");
    expect(error.message).toContain("`no-such-program` of agent `cod`");
    expect(await readdir(scratch.env["HOME"] ?? "")).toEqual([]);
  });

  test("an env_file that others can read, that is a FIFO, or that is not there", async () => {
    const file = join(scratch.root, "x.env");
    const text = canaries(["cod"], `, env_file: ${file}`);
    expect((await failure(async () => (await open(text)).up())).message).toContain("is not there");
    await writeFile(file, "A=1\n");
    await chmod(file, 0o644);
    expect((await failure(async () => (await open(text)).up())).message).toContain(
      "can be read by others",
    );
    rmSync(file);
    execFileSync("mkfifo", [file]);
    expect((await failure(async () => (await open(text)).up())).message).toContain(
      "is not a plain file",
    );
  });

  test("rosters that are not there, not readable as one, or not valid", async () => {
    expect((await failure(async () => openFleet({ roster, env: scratch.env }))).code).toBe(
      "NoRoster",
    );
    await mkdir(roster);
    expect((await failure(async () => openFleet({ roster, env: scratch.env }))).code).toBe("Usage");
    await rm(roster, { recursive: true });
    const error = await failure(async () => open(canaries(["a.b"])));
    expect(error.code).toBe("InvalidRoster");
    expect(error.diagnostics?.[0]?.range.start.line).toBe(6);
  });

  test("no tmux on PATH is said before anything else", async () => {
    await writeFile(roster, canaries(["cod"]));
    const env = { ...scratch.env, PATH: join(scratch.root, "empty") };
    const error = await failure(async () => openFleet({ roster, env, supervisor: "tmux" }));
    expect(error.code).toBe("Missing");
    expect(error.message).toContain("tmux");
  });

  test("unknown agents, empty selections, tags that nobody has", async () => {
    const fleet = await open(canaries(["cod"]));
    const code = (use: () => unknown): string => {
      try {
        use();
      } catch (error) {
        if (error instanceof FleetError) return error.code;
      }
      return "none";
    };
    expect(code(() => fleet.select({ names: ["coder"] }))).toBe("NoSuchAgent");
    expect(code(() => fleet.select({ tag: "x" }))).toBe("NoSuchAgent");
    expect(code(() => fleet.select({}))).toBe("Usage");
    expect(fleet.select({ all: true })).toEqual(["cod"]);
  });

  test("a socket-less roster never founds a server and never takes systemd", async () => {
    const text = canaries(["cod"]).replace("socket_name: mosaic-fleet\n", "");
    const error = await failure(async () => (await open(text)).up());
    expect(error.code).toBe("Missing");
    expect((await failure(async () => open(text, { supervisor: "systemd" }))).code).toBe("Refused");
  });

  test("a server that cannot be ended costs nobody's report of its agents", async () => {
    const text = canaries(["cod"]);
    await (await open(text)).up();
    const bin = join(scratch.root, "no-kill");
    await mkdir(bin);
    const real = execFileSync("sh", ["-c", "command -v tmux"], { encoding: "utf8" }).trim();
    const body = `case $* in *kill-server*) echo 'no such luck' >&2; exit 1 ;; esac\nexec ${real} "$@"\n`;
    await writeFile(join(bin, "tmux"), `#!/bin/sh\n${body}`, { mode: 0o755 });
    const env = { ...scratch.env, PATH: `${bin}:${scratch.env["PATH"]}` };
    const report = await (await open(text, { env })).down();
    expect(report).toMatchObject({
      agents: [{ agent: "cod", outcome: "stopped" }],
      server: "kept",
      trouble: expect.stringContaining("no such luck") as string,
    });
    expect(await (await open(text)).down()).toMatchObject({ server: "ended" });
  });

  test("the socket file of a dead server is no server", async () => {
    const fleet = await open(canaries(["cod"]));
    tmux("-f", "/dev/null", "new-session", "-d", "-s", "x", "sleep", "1000");
    const server = Number(tmux("display-message", "-p", "#{pid}"));
    // 0 would be the test runner itself
    expect(server).toBeGreaterThan(1);
    process.kill(server, "SIGKILL");
    await waitFor(async () => (await fleet.status()).server.state === "absent", {
      what: "its end",
    });
    expect((await fleet.up()).agents.map(({ outcome }) => outcome)).toEqual(["started"]);
  });

  test("a roster that stands there is only replaced with force", async () => {
    const options = { preset: "canary", roster, env: scratch.env };
    await initRoster(options);
    await initRoster(options);
    expect((await failure(async () => initRoster({ ...options, preset: "solo" }))).code).toBe(
      "Refused",
    );
    await initRoster({ ...options, preset: "solo", force: true });
    expect((await failure(async () => initRoster({ ...options, preset: "nope" }))).code).toBe(
      "Usage",
    );
  });
});

describe("a stopped server", () => {
  test("is `not-answering`, costs no agent its life, and is there again afterwards", async () => {
    const fleet = await open(canaries(["cod"]));
    await fleet.up();
    const before = await fleet.status();
    const pid = pidOf(before);
    process.kill(pid, "SIGSTOP");
    try {
      const during = await fleet.status();
      expect(during.server).toEqual({ state: "not-answering", pid, version: null });
      expect(during.agents[0]).toMatchObject({ lifecycle: "active", session: null, drift: [] });
      expect((await failure(async () => fleet.stop(["cod"]))).code).toBe("NotAnswering");
    } finally {
      process.kill(pid, "SIGCONT");
    }
    expect((await fleet.status()).agents[0]?.pane).toEqual(before.agents[0]?.pane);
  });

  test("a lost socket is told apart from a dead server", async () => {
    const fleet = await open(canaries(["cod"]));
    await fleet.up();
    const pid = pidOf(await fleet.status());
    rmSync(join(scratch.env["TMUX_TMPDIR"] ?? "", `tmux-${process.getuid?.()}`, "mosaic-fleet"));
    const lost = await fleet.status();
    expect(lost.server).toMatchObject({ state: "socket-lost", pid });
    expect(lost.agents[0]).toMatchObject({ lifecycle: "active", drift: [] });
    process.kill(pid, "SIGUSR1");
    await waitFor(async () => (await fleet.status()).server.state === "running", {
      what: "its socket",
    });
  });
});
