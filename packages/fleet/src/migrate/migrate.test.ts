import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTmux } from "@mosaicstack/tmux-client";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { alone, OLD, openOldFleet, type OldFleet } from "../../test/old-fleet.js";
import type { MigrateDocument } from "../documents/migrate.js";
import type { Fleet } from "../fleet.js";
import { fleetPaths } from "../files/paths.js";
import { openFleet, type FleetOptions } from "../open-fleet.js";
import type { MigrateOptions } from "./migrate-fleet.js";

let me: OldFleet;
let said: string[] = [];
beforeEach(async () => {
  me = await openOldFleet();
  said = [];
});
afterEach(async () => await me.scratch.close());

/** What can be seen of one that is ready, and its way to quit. */
const claude = `#!/bin/sh
echo "$@" >>"$HOME/argv"
printf '❯\\302\\240'
while read -r line; do case $line in */exit) exit 0 ;; esac; done
`;

const open = async (more: FleetOptions = {}): Promise<Fleet> =>
  await openFleet({
    roster: me.roster,
    env: me.env,
    supervisor: "tmux",
    log: (line) => said.push(line),
    ...more,
  });
const migrate = async (options?: MigrateOptions): Promise<MigrateDocument> => {
  const fleet = await open();
  return await fleet.migrate(fleet.agents, OLD, options);
};
const ends = ({ agents }: MigrateDocument): string[] =>
  agents.map(({ name, outcome }) => `${name} ${outcome}`);
const reason = ({ agents }: MigrateDocument, name: string): string | undefined =>
  agents.find((each) => each.name === name)?.reason;
const panes = async (session: string): Promise<string> =>
  (await me.tmux.run(["display-message", "-p", "-t", `=${session}:`, "#{pane_pid}"])).trim();

describe("sessions that somebody else made", () => {
  test("are moved one after the other, and what is not the roster's is left alone", async () => {
    me.write([alone("one"), alone("two"), alone("three"), "{ name: four }"]);
    for (const name of ["one", "two", "three"]) await me.make(name);
    const foreign = ["onetwo", "$(touch hit)", "##{pid}", "=one", "ünï", "-t one"];
    for (const name of foreign) await me.make("foreign", name);
    const before = await panes("onetwo");
    const plan = await (await open()).planMigration(["one", "four"], OLD);
    expect(plan).toMatchObject({
      from: OLD,
      to: "mosaic-fleet",
      server: "running",
      agents: [
        {
          name: "one",
          from: { session: "one", madeBy: "other", workdir: process.cwd(), attached: false },
          to: { lifecycle: "inactive", session: null },
          next: "move",
          conversation: { fate: "new", id: null },
        },
        { name: "four", from: null, next: "not-there" },
      ],
    });
    expect(me.sessions()).toHaveLength(9);
    const done = await migrate();
    expect(ends(done)).toEqual(["one moved", "two moved", "three moved", "four not-there"]);
    expect(done.left).toEqual({ server: "running", sessions: me.sessions() });
    expect(me.sessions().toSorted()).toEqual(
      foreign.map((name) => name.replace("##", "#")).toSorted(),
    );
    expect(await panes("onetwo")).toBe(before);
    expect(me.doubles().filter((name) => name !== "foreign")).toEqual([]);
    const { agents } = await (await open()).status();
    expect(agents.map(({ lifecycle }) => lifecycle)).toEqual([
      "active",
      "active",
      "active",
      "inactive",
    ]);
    // Again: nothing is done twice.
    const again = await migrate();
    expect(ends(again)).toEqual([
      "one already-there",
      "two already-there",
      "three already-there",
      "four not-there",
    ]);
    expect((await (await open()).status()).agents.map(({ pane }) => pane)).toEqual(
      agents.map(({ pane }) => pane),
    );
    expect(existsSync(join(me.home, "hit"))).toBe(false);
  });

  test("one that does not hear TERM is killed, and the server that is left empty goes by itself", async () => {
    me.write([alone("deaf")]);
    me.program(
      "deaf",
      `#!/bin/sh\ntrap '' TERM HUP\ntouch "$HOME/deaf"\nwhile :; do sleep 1; done\n`,
    );
    me.old("new-session", "-d", "-s", "deaf", "deaf");
    await waitFor(() => existsSync(join(me.home, "deaf")), { what: "the old one" });
    const done = await migrate();
    expect(ends(done)).toEqual(["deaf moved"]);
    expect(done.agents[0]?.strays).toBeGreaterThan(0);
    expect(done.left).toEqual({ server: "absent", sessions: [] });
  });

  test("whose new one could not start goes on as it is, and the others are moved", async () => {
    const folder = join(me.scratch.root, "folder");
    me.write([
      "{ name: program, command: [nowhere-to-be-found] }",
      `{ name: folder, workdir: ${folder} }`,
      "{ name: off, enabled: false }",
      "{ name: files, env_file: /nowhere/at/all }",
      "{ name: own }",
      alone("fine"),
    ]);
    const names = ["program", "folder", "off", "files", "own", "fine"];
    for (const name of names) await me.make(name);
    const overrides = join(me.home, ".config/mosaic/fleet/agents");
    mkdirSync(overrides, { recursive: true });
    writeFileSync(join(overrides, "own.env"), "# mine\nMOSAIC_AGENT_COMMAND=/no/such/program\n");
    const done = await migrate();
    expect(ends(done)).toEqual([
      "program skipped",
      "folder skipped",
      "off skipped",
      "files skipped",
      "own skipped",
      "fine moved",
    ]);
    expect(me.sessions().toSorted()).toEqual(names.slice(0, -1).toSorted());
    expect(reason(done, "program")).toContain("not found on PATH: `nowhere-to-be-found`");
    expect(reason(done, "folder")).toBe(
      `its workdir ${folder} is not there: create it, or correct \`workdir\``,
    );
    expect(reason(done, "off")).toContain("`enabled: false`");
    expect(reason(done, "files")).toContain("/nowhere/at/all");
    expect(reason(done, "own")).toContain("its program `/no/such/program` is not found");
    mkdirSync(folder);
    expect(ends(await migrate())).toContain("folder moved");
  });

  test("one that does not come up is the last, and the next one starts it", async () => {
    me.write(["{ name: bad, command: [quits], restart: { policy: no } }", alone("good")]);
    me.program("quits", "#!/bin/sh\nexit 3\n");
    for (const name of ["bad", "good"]) await me.make(name);
    const done = await migrate();
    expect(ends(done)).toEqual(["bad failed", "good skipped"]);
    expect(reason(done, "bad")).toMatch(
      /^the old one is ended and cannot be brought back, and the new one does not run: it ended at once with exit 3/,
    );
    expect(reason(done, "good")).toContain("it was left, for `bad` failed");
    expect(me.sessions()).toEqual(["good"]);
    me.program("quits", "#!/bin/sh\nexec sleep 1000\n");
    const [bad] = (await (await open()).planMigration(["bad"], OLD)).agents;
    expect(bad).toMatchObject({ from: null, next: "start" });
    expect(ends(await migrate())).toEqual(["bad moved", "good moved"]);
    expect(me.doubles()).toEqual([]);
  });

  test("one that was stopped since its old one ended is not started again", async () => {
    me.write(["{ name: bad, command: [quits], restart: { policy: no } }"]);
    me.program("quits", "#!/bin/sh\nexit 3\n");
    await me.make("bad");
    await migrate();
    await (await open()).stop(["bad"]);
    const done = await migrate();
    expect(ends(done)).toEqual(["bad skipped"]);
    expect(reason(done, "bad")).toContain("it was stopped since");
  });

  test("who works is waited for by name, and left at the end of the time", async () => {
    me.write(["{ name: busy, runtime: claude }", alone("free")]);
    me.program("claude", claude);
    me.old("new-session", "-d", "-s", "busy", "exec bash -c 'exec -a claude sleep 1000'");
    await me.make("free");
    me.old("select-pane", "-t", "=busy:", "-T", "⠋ at work");
    await waitFor(() => me.old("list-panes", "-t", "=busy:", "-F", "#{pane_current_command}"), {
      what: "its program",
    });
    // Its name is what tmux reads from its argv.
    const command = me.old("list-panes", "-t", "=busy:", "-F", "#{pane_current_command}").trim();
    expect(command).toBe("claude");
    const done = await migrate({ timeoutMs: 1 });
    expect(ends(done)).toEqual(["busy skipped", "free moved"]);
    expect(done.agents[0]).toMatchObject({
      timedOut: true,
      from: { activity: { state: "working" } },
    });
    expect(reason(done, "busy")).toContain("it works (by its pane's title)");
    expect(me.sessions()).toEqual(["busy"]);
    // Its session is called otherwise while it is waited for: then it is somebody else's.
    const running = migrate();
    await waitFor(() => said.some((line) => line.includes("waiting for the end of busy's turn")), {
      what: "the wait",
    });
    me.old("rename-session", "-t", "=busy:", "mine");
    expect(ends(await running)).toEqual(["busy not-there", "free already-there"]);
    expect(me.sessions()).toEqual(["mine"]);
    me.old("rename-session", "-t", "=mine:", "busy");
    const now = await migrate({ now: true });
    expect(me.sessions()).toEqual([]);
    expect(ends(now)).toEqual(["busy moved", "free already-there"]);
  });

  test("one of the fleet's own name on the new socket, a pane of another agent, and one that runs on both stay", async () => {
    me.write([alone("both"), alone("held"), alone("taken"), alone("mate")]);
    const fleet = await open();
    await fleet.start(["both"]);
    await (await open({ socket: OLD })).start(["mate"]);
    me.old("new-session", "-d", "-s", "held", "sleep 1003");
    me.old("link-window", "-d", "-s", "=mate:", "-t", "=held:");
    me.old("new-session", "-d", "-s", "both", "sleep 1001");
    me.old("new-session", "-d", "-s", "taken", "sleep 1002");
    const own = openTmux({ socket: "mosaic-fleet" }, { env: me.env });
    await own.sessions.ensure({ name: "taken" });
    const done = await migrate();
    expect(ends(done)).toEqual(["both skipped", "held skipped", "taken skipped", "mate moved"]);
    expect(reason(done, "held")).toContain("its session holds the pane of `mate` too");
    expect(reason(done, "both")).toContain("it runs on both");
    expect(reason(done, "taken")).toContain("was not started by Mosaic Fleet");
    expect(me.sessions().toSorted()).toEqual(["both", "held", "taken"]);
  });

  test("an old server that does not answer is told within its deadline, and nothing is done", async () => {
    me.write([alone("one")]);
    await me.make("one");
    const pid = Number(me.old("display-message", "-p", "#{pid}"));
    process.kill(pid, "SIGSTOP");
    try {
      await expect(migrate()).rejects.toMatchObject({
        code: "NotAnswering",
        message: `the tmux server on the old socket \`${OLD}\` does not answer`,
      });
    } finally {
      process.kill(pid, "SIGCONT");
    }
    expect(me.sessions()).toEqual(["one"]);
    expect(ends(await migrate())).toEqual(["one moved"]);
  });

  test("an old socket without a server is no failure; one that cannot be is wrong usage", async () => {
    me.write([alone("one")]);
    expect(await migrate()).toEqual({
      version: 1,
      from: OLD,
      to: "mosaic-fleet",
      agents: [{ name: "one", from: null, outcome: "not-there" }],
      left: { server: "absent", sessions: [] },
    });
    const fleet = await open();
    for (const from of ["mosaic-fleet", "../x", "", "default", "a b", "-L"])
      await expect(fleet.migrate(["one"], from)).rejects.toMatchObject({ code: "Usage" });
  });
});

describe("agents of ours on another socket", () => {
  const uuid = "0b1f0a52-6a0e-4d6e-9b7c-1de8f4a4c111";
  const other = "0b1f0a52-6a0e-4d6e-9b7c-1de8f4a4c222";
  const stateOf = (socket: string, name: string): string =>
    join(fleetPaths(me.env).state, "agents", socket, name);

  test("end with what they started, and their conversation comes along", async () => {
    me.program("claude", claude);
    me.write([
      "{ name: talks, runtime: claude }",
      "{ name: moved, runtime: claude, workdir: /tmp }",
      "{ name: fresh, runtime: claude, resume: false }",
      alone("plain"),
    ]);
    const fleet = await open({ socket: OLD });
    await fleet.up();
    for (const name of ["talks", "moved", "fresh"])
      writeFileSync(join(stateOf(OLD, name), "conversation"), `${uuid}\n`);
    const queue = join(stateOf(OLD, "plain"), "queue");
    mkdirSync(queue, { recursive: true });
    writeFileSync(join(queue, "1700000000000-waits"), "hello");
    mkdirSync(stateOf("mosaic-fleet", "talks"), { recursive: true });
    writeFileSync(join(stateOf("mosaic-fleet", "talks"), "conversation"), `${other}\n`);
    me.write([
      "{ name: talks, runtime: claude }",
      "{ name: moved, runtime: claude, workdir: /var }",
      "{ name: fresh, runtime: claude, resume: false }",
      alone("plain"),
    ]);
    rmSync(join(me.home, "argv"));
    const done = await migrate({ now: true });
    expect(ends(done)).toEqual(["talks moved", "moved moved", "fresh moved", "plain moved"]);
    expect(done.agents.map(({ from }) => from?.madeBy)).toEqual([
      "launcher",
      "launcher",
      "launcher",
      "launcher",
    ]);
    expect(done.agents.map(({ conversation }) => conversation)).toEqual([
      { fate: "kept", id: uuid },
      { fate: "elsewhere", id: uuid },
      { fate: "new", id: null },
      { fate: "new", id: null },
    ]);
    const argv = readFileSync(join(me.home, "argv"), "utf8").trim().split("\n");
    expect(argv.map((line) => /--resume (\S+)/.exec(line)?.[1])).toEqual([
      uuid,
      undefined,
      undefined,
    ]);
    const lost = join(stateOf("mosaic-fleet", "talks"), "conversation.lost");
    expect(readFileSync(lost, "utf8").trim()).toBe(other);
    expect(me.doubles()).toEqual([]);
    const { messages } = await (await open()).queue(["plain"]);
    expect(messages.map(({ id, text }) => [id, text])).toEqual([["waits", "hello"]]);
    expect((await (await open({ socket: OLD })).status()).summary.running).toBe(0);
  });

  test("the conversation of a session that somebody made is known by its arguments alone", async () => {
    me.program("claude", claude);
    me.write([
      "{ name: told, runtime: claude, workdir: /tmp }",
      "{ name: mute, runtime: claude, workdir: /tmp }",
    ]);
    const at = ["new-session", "-d", "-c", "/tmp", "-s"];
    me.program("old", `#!/bin/sh\n( sleep 1000 ) &\nwait\n`);
    me.old(...at, "told", "old", "--resume", uuid);
    me.old(...at, "mute", "old", "--resume", "$(touch hit)");
    const fleet = await open();
    const { agents } = await fleet.planMigration(["told", "mute"], OLD);
    expect(agents.map(({ conversation }) => conversation)).toEqual([
      { fate: "kept", id: uuid },
      { fate: "unknown", id: null },
    ]);
    await migrate();
    const argv = readFileSync(join(me.home, "argv"), "utf8").trim().split("\n");
    expect(argv.map((line) => /--resume (\S+)/.exec(line)?.[1])).toEqual([uuid, undefined]);
  });

  test("whose own env file keeps it on the old socket stays, with the line that says so", async () => {
    me.write([alone("guest")]);
    const overrides = join(me.home, ".config/mosaic/fleet/agents");
    mkdirSync(overrides, { recursive: true });
    const file = join(overrides, "guest.env");
    writeFileSync(file, `# mine\nMOSAIC_TMUX_SOCKET=${OLD}\n`);
    await me.make("foreign");
    await (await open()).up();
    const done = await migrate();
    expect(ends(done)).toEqual(["guest skipped"]);
    expect(reason(done, "guest")).toContain(`MOSAIC_TMUX_SOCKET in ${file}:2 keeps it on`);
    writeFileSync(file, "# mine\n");
    expect(ends(await migrate())).toEqual(["guest moved"]);
    expect(me.sessions()).toEqual(["foreign"]);
    expect(me.doubles()).toEqual([]);
  });

  test("what was ended there before keeps its conversation", async () => {
    me.program("claude", claude);
    me.write(["{ name: talks, runtime: claude }"]);
    const fleet = await open({ socket: OLD });
    await fleet.up();
    writeFileSync(join(stateOf(OLD, "talks"), "conversation"), `${uuid}\n`);
    await fleet.down();
    const done = await migrate();
    expect(done.agents).toMatchObject([
      { outcome: "not-there", reason: "its conversation waits for its next start" },
    ]);
    rmSync(join(me.home, "argv"));
    await (await open()).up();
    expect(readFileSync(join(me.home, "argv"), "utf8")).toContain(uuid);
  });
});
